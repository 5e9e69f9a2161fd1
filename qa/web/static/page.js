// What the panels' scripts share. Each script runs once, in one function with the others: `qa` is theirs, nobody else's.
const qa = {
  // Run when something has changed on the page, again and again: to be cheap where nothing concerns them.
  watchers: [],

  // What Esc closes, the nearest first: each closes what it can and says whether there was anything.
  closers: [],

  // Whether one types on keys: else a field that has the focus brings a keyboard over the page.
  typed: () => matchMedia('(hover: hover) and (pointer: fine)').matches,

  // An element with its properties and what stands in it; text stays text.
  make: (tag, properties = {}, ...inside) => {
    const one = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name in one && name !== 'form') one[name] = value;
      else one.setAttribute(name, value);
    }
    one.append(...inside);
    return one;
  },

  // Text as it is searched: without accents, in small letters.
  plain: (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase(),

  // The words that are searched for.
  words: (text) => qa.plain(text).split(/\s+/).filter(Boolean),

  // Words exactly as they were said, and where.
  cited: (words, where) => `“${words}”\n— ${where.filter(Boolean).join(', ')}`,

  // Text, and the same as HTML for what can take that, if there is any.
  copy: async (text, html = null) => {
    try {
      const forms = { 'text/plain': text, ...(html && { 'text/html': html }) };
      const blobs = Object.entries(forms).map(([type, form]) => [type, new Blob([form], { type })]);
      if (html && window.ClipboardItem) await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
      else await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Over plain HTTP from another machine there is no clipboard but the old way.
      const area = document.createElement('textarea');
      area.value = text;
      document.body.append(area);
      area.select();
      const done = document.execCommand('copy');
      area.remove();
      return done;
    }
  },
};
// A list of choices belongs to its field, and goes when the field is left. It scrolls, and so would be a stop of Tab itself;
// and any key opens it a moment later, Tab too, by which time the field is left: it would stay, over what is read.
qa.watchers.push(() => {
  for (const list of document.querySelectorAll('ul[role=listbox]:not([tabindex])')) list.tabIndex = -1;
});
window.addEventListener('keydown', (event) => {
  if (event.key === 'Tab' && event.target.closest?.('[role=combobox]')) event.stopPropagation();
}, true);
// It opens when the field gets the focus: a click on one that has it, after Esc has closed the list, would do nothing.
document.addEventListener('click', ({ target }) => {
  if (target !== document.activeElement || !target.matches('input[role=combobox][aria-expanded=false]')) return;
  target.blur();
  target.focus();
});
