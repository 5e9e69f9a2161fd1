// Filters: the lists are opened by a button among the chips; a chip is removed by its own.
{
  let kept = null;
  const panel = () => document.querySelector('#qa-filters');
  const button = () => document.querySelector('#qa-add-filter');

  const turn = (open) => {
    panel()?.toggleAttribute('data-open', open);
    button()?.setAttribute('aria-expanded', String(open));
  };

  // Who asks wants to read.
  qa.closeFilters = () => turn(false);

  document.addEventListener('click', (event) => {
    if (event.target.closest?.('#qa-add-filter')) {
      const open = !panel().hasAttribute('data-open');
      // The first field is not focused: its list would open at once and cover everything.
      turn(open);
    }
    const chip = event.target.closest?.('[data-unfilter]');
    if (!chip) return;
    window.qaConversation?.send('unfilter', { kind: chip.dataset.unfilter, value: chip.dataset.value });
    button()?.focus();
  });

  // In a field of the panel Esc closes a list of choices first, if one is open.
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !event.target.closest?.('#qa-filters') || event.target.ariaExpanded === 'true') return;
    event.preventDefault();
    turn(false);
    button()?.focus();
  }, true);
  qa.closers.push(() => {
    if (!panel()?.hasAttribute('data-open')) return false;
    turn(false);
    button()?.focus();
    return true;
  });

  // What is chosen stands in the chips, each with a way to be rid of it; the lists say how many, and when they are empty;
  // chips are drawn anew with each change, and belong to the conversation.
  const hints = { 'qa-by-speaker': 'Anybody', 'qa-by-document': 'All transcripts' };
  qa.watchers.push(() => {
    for (const [id, hint] of Object.entries(hints)) {
      const input = document.querySelector(`#${id} input`);
      const chosen = document.querySelectorAll(`#${id} .token`).length;
      const wanted = chosen ? `${chosen} chosen, add more` : hint;
      if (input && input.placeholder !== wanted) input.placeholder = wanted;
    }
    const open = String(Boolean(panel()?.hasAttribute('data-open')));
    if (button() && button().getAttribute('aria-expanded') !== open) button().setAttribute('aria-expanded', open);
    const now = document.querySelector('.qa-chips')?.dataset.filters;
    if (!now || now === kept) return;
    // What a page begins with, and what comes late, says nothing of the conversation that is about to be opened.
    if (kept !== null && !qa.opening()) qa.talks.filtered(JSON.parse(now));
    kept = now;
    // One more row of chips moves the field; a list that is open follows where the window says that it was scrolled.
    window.dispatchEvent(new Event('scroll'));
  });
}
