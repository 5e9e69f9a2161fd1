// What the keys do, told on one sheet: `?` opens it, and so does the first page.
{
  const TOLD = {
    Asking: [['/', 'to the question'], ['Enter', 'asks'], ['Shift+Enter', 'a new line']],
    Citations: [['j', 'the next one'], ['k', 'the one before'], ['Enter', 'opens the transcript there'],
      ['c', 'copies the quote with its reference']],
    Transcript: [['Alt+↓', 'the next turn'], ['Alt+↑', 'the turn before'], ['Enter', 'in “Find”: the next match'],
      ['Shift+Enter', 'in “Find”: the match before']],
    Everywhere: [['Esc', 'closes what is open'], ['← →', 'from tab to tab'], ['?', 'this list']],
  };
  let sheet = null;

  const pressed = (keys) => keys.split(/(?<=\w)\+/).flatMap((key, at) => [at ? '+' : '', qa.make('kbd', {}, key)]);

  const build = () => {
    const close = qa.make('button', { type: 'button', className: 'qa-quiet' }, 'Close ✕');
    close.addEventListener('click', () => sheet.close());
    const groups = Object.entries(TOLD).map(([name, keys]) => qa.make('section', {}, qa.make('h3', {}, name),
      qa.make('dl', {}, ...keys.map(([key, does]) => qa.make('div', {}, qa.make('dt', {}, ...pressed(key)), qa.make('dd', {}, does))))));
    sheet = qa.make('dialog', { id: 'qa-keys' }, qa.make('div', { className: 'qa-keys-head' }, qa.make('h2', {}, 'Keys'), close),
      qa.make('div', { className: 'qa-keys-groups' }, ...groups));
    sheet.setAttribute('aria-label', 'Keys');
    // A click beside the sheet is one on what lies behind it.
    sheet.addEventListener('click', (event) => { if (event.target === sheet) sheet.close(); });
    document.querySelector('.gradio-container').append(sheet);
  };

  qa.showKeys = () => {
    if (!sheet?.isConnected) build();
    if (!sheet.open) sheet.showModal();
  };

  qa.closers.unshift(() => {
    if (!sheet?.open) return false;
    sheet.close();
    return true;
  });

  document.addEventListener('click', (event) => { if (event.target.closest?.('.qa-all-keys')) qa.showKeys(); });
}
