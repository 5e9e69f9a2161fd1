// Small things that come over the page and go again: a word with an undo, and lists that a button opens.
{
  const fits = (place) => document.querySelector(place);
  // It is read out only where it stood there before it said anything.
  const notice = qa.make('div', { id: 'qa-notice', role: 'status' });
  fits('.gradio-container').append(notice);
  let going = 0;

  // A word to the user, with what takes it back, if anything does; what takes the word away again.
  qa.notice = (text, undo = null, seconds = 12) => {
    clearTimeout(going);
    const gone = () => notice.replaceChildren();
    const parts = [qa.make('span', {}, text)];
    if (undo) {
      const button = qa.make('button', { type: 'button' }, 'Undo');
      button.addEventListener('click', () => {
        const keyed = button.matches(':focus-visible');
        gone();
        undo();
        // Who presses keys would go on from the top of the page.
        if (keyed && document.activeElement === document.body) fits('#qa-question textarea')?.focus();
      });
      parts.push(button);
    }
    const close = qa.make('button', { type: 'button', ariaLabel: 'Close this notice' }, '✕');
    close.addEventListener('click', gone);
    notice.replaceChildren(...parts, close);
    going = setTimeout(gone, seconds * 1000);
    return () => { if (close.isConnected) gone(); };
  };

  // Lists: opened and closed by the button that names them; one at a time.
  const opener = (list) => fits(`[aria-controls="${list.id}"]`);
  const turn = (list, open) => {
    list.hidden = !open;
    opener(list)?.setAttribute('aria-expanded', String(open));
  };
  const openLists = () => [...document.querySelectorAll('.qa-popup:not([hidden])')];
  qa.closeLists = () => openLists().forEach((list) => turn(list, false));

  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('[aria-controls]');
    const list = button && document.getElementById(button.getAttribute('aria-controls'));
    if (list?.classList.contains('qa-popup')) {
      const open = list.hidden;
      qa.closeLists();
      turn(list, open);
      // A field would bring a keyboard over the list where one touches it.
      const stops = qa.typed() ? 'input, button' : 'button';
      if (open) [...list.querySelectorAll(stops)].find((one) => one.offsetParent)?.focus();
    } else if (event.target.isConnected) {
      for (const other of openLists()) if (!other.contains(event.target)) turn(other, false);
    }
  });

  // Who goes on by the keyboard has left it; what takes back a deletion belongs to it.
  document.addEventListener('focusin', ({ target }) => {
    for (const list of openLists()) {
      if (!list.contains(target) && target !== opener(list) && !target.closest('#qa-notice')) turn(list, false);
    }
  });

  qa.closers.push(() => {
    const [list] = openLists();
    if (!list) return false;
    turn(list, false);
    opener(list)?.focus();
    return true;
  });

  // Gradio's words of a lost connection do not say what it is to whoever reads. From the first of these on the page sends
  // nothing any more, and loads itself anew when it is back.
  const CUT_OFF = 'Connection to the server was lost';
  const LOST = {
    [CUT_OFF]: 'The page is not being served any more, or the network is down. It goes on by itself when it is back.',
    'Connection errored out': 'What was asked of the page meanwhile did not come: ask for it again when it is back.',
  };
  qa.watchers.push(() => {
    for (const { firstChild: said, parentElement: one } of document.querySelectorAll('[data-testid=toast-text]')) {
      const known = Object.keys(LOST).find((words) => said?.data?.startsWith(words));
      if (!known) continue;
      qa.cutOff ||= known === CUT_OFF;
      said.data = LOST[known];
      const title = one.closest('.toast-body')?.querySelector('.toast-title')?.firstChild;
      if (title) title.data = 'No connection ';
    }
  });
}
