// Tabs as people know them: arrows, Home and End go from one to the other, and only the one that is shown is a stop of Tab.
{
  const tabs = () => [...document.querySelectorAll('#qa-tabs [role=tab]')];

  const mark = () => {
    for (const tab of tabs()) {
      const wanted = tab.getAttribute('aria-selected') === 'true' ? 0 : -1;
      if (tab.tabIndex !== wanted) tab.tabIndex = wanted;
      const panel = document.getElementById(tab.getAttribute('aria-controls'));
      if (panel && panel.getAttribute('aria-labelledby') !== tab.id) panel.setAttribute('aria-labelledby', tab.id);
    }
  };

  document.addEventListener('keydown', (event) => {
    const tab = event.target.closest?.('#qa-tabs [role=tab]');
    if (!tab || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const all = tabs(), here = all.indexOf(tab), last = all.length - 1;
    const to = { ArrowRight: here === last ? 0 : here + 1, ArrowLeft: here === 0 ? last : here - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    all[to].click();
    all[to].focus();
  });

  // Gradio marks the chosen one, and draws the bar anew when it likes.
  const seen = new MutationObserver(mark);
  qa.watchers.push(() => {
    const bar = document.querySelector('#qa-tabs [role=tablist]');
    if (!bar || bar.qaKeys) return;
    bar.qaKeys = true;
    seen.observe(bar, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-selected'] });
    mark();
  });
}
