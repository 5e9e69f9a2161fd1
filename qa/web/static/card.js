// The card of a citation: who, when, in which transcript, the words. It shows on hover, on focus, and at the first tap.
{
  const WAIT = 150, STAY = 250;
  let card = null, shownFor = null, timer = 0, pointer = 'mouse';

  const later = (wait, what) => { clearTimeout(timer); timer = setTimeout(what, wait); };

  const hide = () => {
    clearTimeout(timer);
    if (!shownFor) return false;
    card.hidden = true;
    shownFor.removeAttribute('aria-describedby');
    shownFor = null;
    return true;
  };

  qa.hideCard = hide;

  const sourceOf = (number) => {
    const link = number.closest('.qa-answer')?.querySelector(`.qa-sources a[href$="${CSS.escape(number.hash)}"]`);
    return link?.parentElement;
  };
  const textOf = (source, name) => source?.querySelector(`.qa-of-${name}`)?.textContent ?? '';

  // The quote that a number or a source stands for, whole and with its reference; null where it is none, or not kept yet.
  qa.quotedAt = (one) => {
    const number = one.closest?.('#qa-log a[href^="#qa-cite-"]'), [, at, n] = number?.hash.match(/^#qa-cite-(\d+)-(\d+)$/) ?? [];
    const kept = qa.talks.record().exchanges[at]?.answer?.citations?.find((citation) => citation.n === Number(n));
    if (!kept) return null;
    const text = (name) => textOf(sourceOf(number), name);
    return qa.cited(kept.quote, [kept.speaker ? text('who') : '', `“${kept.title ?? kept.document}”`, text('date'), text('turn'), kept.document]);
  };

  // All of it is text of the answer's own list of sources.
  const show = (marker) => {
    clearTimeout(timer);
    if (shownFor === marker) return;
    hide();
    const source = sourceOf(marker), text = (name) => textOf(source, name);
    if (!source) return;
    if (!card?.isConnected) {
      card = qa.make('div', { id: 'qa-card', hidden: true, role: 'group' });
      document.querySelector('.gradio-container main').append(card);
    }
    const open = qa.make('button', { type: 'button', tabIndex: -1 }, 'Open in the transcript');
    open.addEventListener('click', () => { hide(); qa.follow(marker.hash.slice('#qa-'.length), marker); });
    const copy = qa.make('button', { type: 'button', tabIndex: -1, hidden: !qa.quotedAt(marker) }, 'Copy quote');
    copy.addEventListener('click', async () => {
      copy.textContent = await qa.copy(qa.quotedAt(marker)) ? 'Copied' : 'Not allowed here';
    });
    card.setAttribute('aria-label', marker.getAttribute('aria-label'));
    card.replaceChildren(
      qa.make('p', { className: 'qa-card-who' }, text('who')),
      qa.make('p', { className: 'qa-card-where' }, ...['title', 'date', 'turn'].map(text).filter(Boolean)
        .flatMap((part, at) => [at ? ' · ' : '', qa.make('bdi', {}, part)])),
      qa.make('blockquote', { dir: 'auto' }, text('quote')), qa.make('div', { className: 'qa-card-do' }, open, copy),
    );
    card.hidden = false;
    shownFor = marker;
    marker.setAttribute('aria-describedby', 'qa-card');
    place();
  };

  // Under the number; above it, where there is more room.
  const place = () => {
    const at = shownFor.getBoundingClientRect(), box = card.getBoundingClientRect();
    const left = Math.max(12, Math.min(at.left - 12, innerWidth - box.width - 12));
    const above = at.bottom + 6 + box.height > innerHeight - 12 && at.top > innerHeight - at.bottom;
    card.style.left = `${left}px`;
    card.style.top = `${above ? Math.max(12, at.top - box.height - 6) : at.bottom + 6}px`;
  };

  const marker = (target) => target.closest?.('#qa-log a.qa-marker');

  document.addEventListener('pointerdown', (event) => { pointer = event.pointerType; }, true);
  document.addEventListener('pointerover', (event) => {
    if (event.pointerType === 'touch') return;
    const one = marker(event.target);
    if (one) later(WAIT, () => show(one));
    else if (event.target.closest?.('#qa-card')) clearTimeout(timer);
    else if (shownFor && shownFor !== document.activeElement) later(STAY, hide);
    else clearTimeout(timer);
  });
  document.addEventListener('focusin', (event) => {
    const one = marker(event.target);
    // A number that is tapped or clicked is focused too: what is shown then is decided below.
    if (one && one.matches(':focus-visible')) show(one);
    else if (!one && !event.target.closest?.('#qa-card')) hide();
  });
  // Before the reader hears of it. A finger cannot hover: its first tap shows the card, the second opens the transcript.
  window.addEventListener('click', (event) => {
    const one = marker(event.target);
    if (one && pointer === 'touch' && event.detail > 0 && shownFor !== one) {
      event.preventDefault();
      event.stopPropagation();
      show(one);
    } else if (!event.target.closest?.('#qa-card')) hide();
  }, true);
  document.addEventListener('scroll', (event) => {
    if (!shownFor || !event.target.contains?.(shownFor)) return;
    if (shownFor === document.activeElement) place();
    else hide();
  }, true);
  addEventListener('resize', hide);
  qa.closers.push(hide);
  qa.watchers.push(() => { if (shownFor && !shownFor.isConnected) hide(); });
}
