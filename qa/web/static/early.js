// Stands in the head of the page, and runs before anything else. The question field is there a while before the page's
// scripts are: what is asked meanwhile is asked when they come, and the form does not load the page anew.
{
  const early = (event) => {
    event.preventDefault();
    window.qaEarly = true;
  };
  document.addEventListener('submit', (event) => { if (event.target.closest?.('#qa-ask')) early(event); });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.target.closest?.('#qa-question')) early(event);
  });
}
