// Keys: / to ask, j and k through the citations, c to copy one, ? for all of them, Esc closes what is open. None of them
// does so while one types.
{
  const typing = (target) => target.isContentEditable
    || Boolean(target.closest?.('textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=range])'));

  // The panel may stand behind another one.
  const toChat = () => {
    const question = document.querySelector('#qa-question textarea');
    if (question && !question.offsetParent) document.querySelector('#qa-tabs [role=tab]')?.click();
    if (matchMedia('(max-width: 900px)').matches && document.querySelector('#qa-reader[data-open]')) qa.show?.(false);
    return question;
  };

  const citations = () => [...document.querySelectorAll('#qa-log .qa-reply')].flatMap((reply) => {
    const markers = reply.querySelectorAll('.qa-marker');
    return [...(markers.length ? markers : reply.querySelectorAll('.qa-sources a'))];
  });

  let last = null;
  const step = (forward) => {
    const all = citations();
    if (!all.length) return;
    const here = all.indexOf(document.activeElement.closest?.('#qa-log a') ?? last);
    const newest = all.findIndex((one) => one.closest('.qa-exchange') === document.querySelector('#qa-log > :last-child'));
    const first = forward ? Math.max(newest, 0) : all.length - 1;
    last = all[here < 0 ? first : (here + (forward ? 1 : -1) + all.length) % all.length];
    toChat();
    last.focus();
    last.scrollIntoView({ block: 'nearest' });
  };

  const copy = async (at) => {
    const text = qa.quotedAt(at);
    if (text) qa.notice(await qa.copy(text) ? 'The quote is copied, with its reference.' : 'Copying is not allowed here.', null, 5);
  };

  window.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (event.key === 'Escape') {
      // A field has its own use for it: the question is left, everything else there looks after itself.
      if (event.target.closest?.('#qa-question')) {
        event.target.blur();
        event.preventDefault();
      } else if (!typing(event.target) && qa.closers.some((close) => close())) event.preventDefault();
      return;
    }
    // The key that leads to an empty question does no more where one is in it.
    const there = event.key === '/' && event.target.closest?.('#qa-question') && !event.target.value;
    if ((typing(event.target) && !there) || document.querySelector('dialog[open]')) return;
    if (event.key === '/') {
      event.preventDefault();
      toChat()?.focus();
    } else if (event.key === 'j' || event.key === 'k') {
      event.preventDefault();
      step(event.key === 'j');
    } else if (event.key === '?') {
      event.preventDefault();
      qa.showKeys();
    } else if (event.key === 'c') copy(event.target);
  }, true);
}
