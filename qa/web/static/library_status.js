// What is said of the library, whatever is shown: it goes by itself where it may, and follows a build of another session.
{
  const find = (id) => document.querySelector(id);
  const STALE = 5000, PACE = 1000;
  let shown = null;
  let changed = 0;
  let going = 0;
  let asking = 0;
  let unsaid = null;
  let offered = null;

  const status = () => find('#qa-status .qa-status');
  const look = () => {
    const build = status()?.dataset.build ?? '';
    find('#qa-status .prose')?.dispatchEvent(new CustomEvent('qa-do', { detail: { do: 'look', build } }));
  };

  // Only what has been read goes: not while somebody points at it, is in it, or has unfolded it.
  const go = (one) => {
    if (one !== status()) return;
    if (one.matches(':hover, :focus-within') || one.querySelector('details[open]')) going = setTimeout(go, 2000, one);
    else one.querySelector('[data-do=dismiss]')?.click();
  };

  // What is told of a build at work comes anew again and again: it is put away here, until there is something else to say.
  qa.unsaid = () => {
    const build = status()?.dataset.build;
    if (build === undefined) return false;
    unsaid = build;
    said();
    return true;
  };

  // After a removal the way back is at hand for the keyboard too.
  const offer = () => {
    const undo = find('#qa-status [data-do=undo]');
    const token = undo?.dataset.token ?? null;
    if (token === offered) return;
    offered = token;
    if (undo && (!document.activeElement || document.activeElement === document.body)) undo.focus({ preventScroll: true });
  };

  const said = () => {
    const one = status();
    const build = one?.dataset.build;
    if (build !== unsaid) unsaid = null;
    one?.toggleAttribute('hidden', build !== undefined && build === unsaid);
    find('#qa-rebuild')?.setAttribute('aria-disabled', String(build !== undefined));
    // The page changes what differs in the element that stands there.
    const now = one && `${build} ${one.dataset.passing} ${one.innerHTML}`;
    if (now === shown) return;
    shown = now;
    changed = Date.now();
    clearTimeout(going);
    if (one?.dataset.passing) going = setTimeout(go, 1000 * one.dataset.passing, one);
    // The session that has begun a build is told of it; where nothing comes any more, it asks like the others.
    clearInterval(asking);
    if (build !== undefined) {
      asking = setInterval(() => {
        if ('follow' in (status()?.dataset ?? {}) || Date.now() - changed > STALE) look();
      }, PACE);
    }
    offer();
  };

  // While a build is at work, pressing the button would only begin another one behind it.
  window.addEventListener('click', (event) => {
    if (!event.target.closest?.('#qa-rebuild[aria-disabled=true]')) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);

  // Whoever comes back, or opens the library, looks.
  document.addEventListener('visibilitychange', () => { if (!document.hidden && status()?.dataset.build === undefined) look(); });
  const tab = () => [...document.querySelectorAll('#qa-tabs [role=tab]')].at(1);
  qa.openLibrary = () => tab()?.click();
  document.addEventListener('click', (event) => {
    if (event.target.closest?.('.qa-open-library')) {
      qa.openLibrary();
      // It is drawn first.
      setTimeout(() => find('#qa-drop-input')?.focus(), 100);
    }
    if (tab()?.contains(event.target) && status()?.dataset.build === undefined) look();
  });

  document.addEventListener('qa-library', said);
  qa.watchers.push(said);
}
