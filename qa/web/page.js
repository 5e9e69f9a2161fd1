() => {
  const root = document.body;
  let cameFrom = null;
  let waiting = 0;

  const show = (open) => {
    document.querySelector('#qa-reader')?.toggleAttribute('data-open', open);
    if (!open && cameFrom && cameFrom.isConnected) cameFrom.focus();
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Over plain HTTP from another machine there is no clipboard but the old way.
      const area = document.createElement('textarea');
      area.value = text;
      root.append(area);
      area.select();
      const done = document.execCommand('copy');
      area.remove();
      return done;
    }
  };

  document.addEventListener('click', async (event) => {
    const close = event.target.closest?.('#qa-close');
    if (close) return show(false);
    const link = event.target.closest?.('a[href*="#qa-"]');
    if (!link) return;
    event.preventDefault();
    const name = link.getAttribute('href').split('#qa-')[1];
    if (name === 'copy') {
      const plain = link.closest('.qa-answer')?.querySelector('.qa-plain');
      const done = plain && await copy(plain.innerText || plain.textContent);
      link.textContent = done ? 'Copied' : 'Copying is not allowed here';
      setTimeout(() => { link.textContent = 'Copy'; }, 2000);
      return;
    }
    cameFrom = link;
    show(true);
    const view = document.querySelector('#qa-view');
    view?.setAttribute('aria-busy', 'true');
    // Where the server is gone nothing comes back: what stands there stays readable.
    clearTimeout(waiting);
    waiting = setTimeout(() => view?.removeAttribute('aria-busy'), 8000);
    window.qaFollow?.(name);
  }, true);

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && document.querySelector('#qa-reader[data-open]')) show(false);
  });

  // So far down that the middle of the words stands in the middle of the view; their beginning, where they are long.
  const reveal = (view, words) => {
    const room = view.getBoundingClientRect(), box = words.getBoundingClientRect();
    view.scrollTop += box.top - room.top - Math.max(24, (room.height - box.height) / 2);
  };

  // A transcript has come: bring the quote into view. Turns out of sight are measured when they come near: more than once.
  let shown = null;
  const arrived = () => {
    const view = document.querySelector('#qa-view');
    const opened = view?.querySelector('[data-opened]');
    if (!opened || opened.dataset.opened === shown) return;
    shown = opened.dataset.opened;
    view.removeAttribute('aria-busy');
    const words = opened.querySelector('mark');
    if (!words) {
      view.scrollTop = 0;
      return;
    }
    reveal(view, words);
    requestAnimationFrame(() => {
      reveal(view, words);
      words.closest('.qa-turn').focus({ preventScroll: true });
      setTimeout(() => reveal(view, words), 100);
    });
  };

  // A new question stands at the top, with its answer growing below: one reads from the beginning.
  let height = 0;
  const grown = () => {
    const log = document.querySelector('#qa-chat .bubble-wrap');
    const rows = log?.querySelectorAll('.user-row');
    if (!rows?.length || log.scrollHeight === height) return;
    height = log.scrollHeight;
    log.scrollTop += rows[rows.length - 1].getBoundingClientRect().top - log.getBoundingClientRect().top - 8;
  };

  // The chatbot reads a message's source aloud, and the lists say nothing when they are empty.
  const labels = { bot: 'Answer', user: 'Question' };
  const hints = { 'qa-picker': 'Choose a transcript', 'qa-by-speaker': 'Anybody', 'qa-by-document': 'All transcripts' };
  const named = () => {
    for (const message of document.querySelectorAll('#qa-chat [data-testid]')) {
      const label = labels[message.dataset.testid];
      if (label && message.getAttribute('aria-label') !== label) message.setAttribute('aria-label', label);
    }
    for (const [id, hint] of Object.entries(hints)) {
      const input = document.querySelector(`#${id} input`);
      const chosen = document.querySelector(`#${id} .token`);
      const wanted = chosen ? '' : hint;
      if (input && input.placeholder !== wanted) input.placeholder = wanted;
    }
  };

  const changed = () => { arrived(); grown(); named(); };
  new MutationObserver(changed).observe(root, {
    childList: true, subtree: true, attributes: true, attributeFilter: ['aria-label', 'data-opened'],
  });
}
