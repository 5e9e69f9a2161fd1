// An answer as it is pasted into a letter or a mail: plain elements, which look there as they are meant without our styles.
qa.written = (answer) => {
  const made = answer.cloneNode(true);
  const turned = (selector, tag) => made.querySelectorAll(selector).forEach((one) => {
    one.replaceWith(qa.make(tag, {}, ...one.childNodes));
  });
  made.querySelectorAll('[hidden], .qa-instead, .qa-places, button').forEach((one) => one.remove());
  made.querySelectorAll('details').forEach((one) => one.replaceWith(...(one.querySelector('ul') ? one.childNodes : [])));
  turned('.qa-quote', 'blockquote');
  turned('.qa-who', 'strong');
  turned('.qa-asked', 'em');
  turned('.qa-heading, summary', 'h4');
  made.querySelectorAll('a, bdi, span').forEach((one) => one.replaceWith(...one.childNodes));
  // A quote is no part of a paragraph there.
  made.querySelectorAll('.qa-said').forEach((one) => one.replaceWith(qa.make('div', {}, ...one.childNodes)));
  for (const one of made.querySelectorAll('*')) for (const { name } of [...one.attributes]) one.removeAttribute(name);
  return made.innerHTML;
};
