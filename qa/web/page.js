() => {
  const root = document.body;
  let cameFrom = null;

  const show = (open) => {
    root.classList.toggle('qa-reading', open);
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
    document.querySelector('#qa-view')?.setAttribute('aria-busy', 'true');
    window.qaFollow?.(name);
  }, true);

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && root.classList.contains('qa-reading')) show(false);
  });

  // A transcript has come: bring the quote into view, twice, as turns out of sight are only measured when they come near.
  const arrived = () => {
    const view = document.querySelector('#qa-view');
    const script = view?.querySelector('.qa-script, .qa-problem');
    if (!script || script === arrived.last) return;
    arrived.last = script;
    view.removeAttribute('aria-busy');
    show(true);
    const target = script.querySelector?.('mark') || script.querySelector?.('.qa-target');
    if (!target) {
      view.scrollTop = 0;
      return;
    }
    const turn = target.closest('.qa-turn');
    const reveal = () => target.scrollIntoView({ block: 'center' });
    reveal();
    requestAnimationFrame(() => { reveal(); turn?.focus({ preventScroll: true }); setTimeout(reveal, 120); });
  };
  new MutationObserver(arrived).observe(document.body, { childList: true, subtree: true });
}
