// A click on what has `data-do` tells the server; `known` names what this component may ask for.
element.addEventListener('click', (event) => {
  const one = event.target.closest('[data-do]');
  if (!one || !element.contains(one) || !known.includes(one.dataset.do)) return;
  if (window.qaMayDo?.(one, event) === false) return;
  const value = (field) => field.type === 'checkbox' ? field.checked : field.value;
  const fields = Array.from(element.querySelectorAll('[name]'), (field) => [field.name, value(field)]);
  const around = one.parentElement.closest('[data-document], [data-token], [data-key]');
  trigger(one.dataset.do, { ...around?.dataset, ...one.dataset, chosen: Object.fromEntries(fields) });
});
watch('value', () => document.dispatchEvent(new Event('qa-library')));
