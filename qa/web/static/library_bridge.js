// A click on what has `data-do` tells the server; `known` names what this component may ask for.
element.addEventListener('click', (event) => {
  const one = event.target.closest('[data-do]');
  if (!one || !element.contains(one) || !known.includes(one.dataset.do)) return;
  if (window.qaMayDo?.(one, event) === false) return;
  const value = (field) => field.type === 'checkbox' ? field.checked : field.value;
  const given = Array.from(element.querySelectorAll('[name]')).filter((field) => field.type !== 'radio' || field.checked);
  const fields = given.map((field) => [field.name, value(field)]);
  const around = one.parentElement.closest('[data-document], [data-token], [data-key]');
  trigger(one.dataset.do, { ...around?.dataset, ...one.dataset, chosen: Object.fromEntries(fields) });
});
// What the page's script does of its own accord.
element.addEventListener('qa-do', ({ detail }) => { if (known.includes(detail.do)) trigger(detail.do, detail); });
watch('value', () => document.dispatchEvent(new Event('qa-library')));
