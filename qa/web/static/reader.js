// The reader: opened by links in the page, closed again, and scrolled to the quote.
{
  let cameFrom = null;
  let waiting = 0;

  qa.show = (open) => {
    document.querySelector('#qa-reader')?.toggleAttribute('data-open', open);
    if (!open && cameFrom && cameFrom.isConnected) cameFrom.focus();
  };

  // What `link` names is known to the server: `cite-2-1` is citation 1 of answer 2.
  qa.follow = (link, from) => {
    cameFrom = from;
    qa.show(true);
    const view = document.querySelector('#qa-view');
    view?.setAttribute('aria-busy', 'true');
    // Where the server is gone nothing comes back: what stands there stays readable.
    clearTimeout(waiting);
    waiting = setTimeout(() => view?.removeAttribute('aria-busy'), 8000);
    window.qaFollow?.(link);
  };

  document.addEventListener('click', (event) => {
    if (event.target.closest?.('#qa-close')) return qa.show(false);
    const link = event.target.closest?.('a[href*="#qa-cite-"], a[href*="#qa-near-"]');
    if (!link) return;
    event.preventDefault();
    qa.follow(link.getAttribute('href').split('#qa-')[1], link);
  }, true);

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && document.querySelector('#qa-reader[data-open]')) qa.show(false);
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

  qa.watchers.push(arrived);
}
