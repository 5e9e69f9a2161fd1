// Back on a phone: the reader covers the page there, and is a place of its own in the browser's history.
{
  const NARROW = matchMedia('(max-width: 900px)');
  let leaving = false;

  const push = () => history.pushState({ ...history.state, qaReader: true }, '', location.href);

  qa.history = {
    // The reader covers the page now. What an address opens is where one came to, and Back leads away from it.
    entered: () => {
      if (NARROW.matches && !leaving && !history.state?.qaReader) push();
    },
    // It does no more; whether the browser goes back to the address that was there before.
    left: () => {
      if (leaving || !history.state?.qaReader) return leaving;
      leaving = true;
      history.back();
      return true;
    },
  };

  addEventListener('popstate', () => {
    const open = Boolean(document.querySelector('#qa-reader[data-open]'));
    if (leaving) {
      leaving = false;
      // Opened again in the meantime.
      if (open) qa.history.entered();
    } else if (history.state?.qaReader) qa.reopen();
    else if (open && NARROW.matches) qa.show(false);
  });
}
