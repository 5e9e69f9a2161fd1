// Copying words with their reference, and links to them: the marked quote, or what is selected inside one turn.
{
  const find = (id) => document.querySelector(id);
  let chosen = null;

  // What is selected, in units of one turn's text; null where it is nothing, or goes beyond a turn.
  const selected = () => {
    const selection = getSelection();
    if (!selection?.rangeCount || selection.isCollapsed || !qa.script.data) return null;
    const range = selection.getRangeAt(0);
    const element = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node);
    const words = element(range.startContainer).closest?.('#qa-view .qa-text');
    if (!words) return null;
    const before = document.createRange(), inside = range.cloneRange();
    before.setStart(words, 0);
    before.setEnd(range.startContainer, range.startOffset);
    if (!words.contains(range.endContainer)) {
      // Three clicks select to the beginning of what follows.
      const beyond = range.cloneRange();
      beyond.setStartAfter(words);
      if (beyond.toString().trim()) return null;
      inside.setEnd(words, words.childNodes.length);
    }
    const turn = Number(words.closest('.qa-turn').dataset.turn);
    const text = qa.script.data.turns[turn][1];
    let start = before.toString().length, end = start + inside.toString().length;
    while (start < end && /\s/.test(text[start])) start += 1;
    while (end > start && /\s/.test(text[end - 1])) end -= 1;
    return start < end ? { turn, start, end, range: inside } : null;
  };

  const quoted = () => {
    const { data, marked, units } = qa.script;
    if (!data || !marked?.exact) return null;
    const text = data.turns[marked.first][1];
    return { turn: marked.first, start: units(text, marked.start), end: units(text, marked.end) };
  };

  const reference = (turn) => {
    const { data } = qa.script;
    const [name, , , clock, , interpreted] = data.turns[turn];
    return [name === null ? '' : data.names[name][0], interpreted ? 'via interpreter' : '', `“${data.title}”`, data.date,
      `turn ${turn}${clock ? ` at ${clock}` : ''}`, data.document];
  };

  const withReference = ({ turn, start, end }) =>
    qa.cited(qa.script.data.turns[turn][1].slice(start, end), reference(turn));

  // The turn at the top of what is seen: the place, where nothing else is.
  const seen = () => {
    const view = find('#qa-view');
    if (!view || view.scrollTop < 8) return undefined;
    const room = view.getBoundingClientRect();
    const at = document.elementsFromPoint(room.left + room.width / 2, room.top + 60).find((one) => one.closest('.qa-turn'));
    return at && Number(at.closest('.qa-turn').dataset.turn);
  };

  const place = () => {
    const words = chosen ?? quoted();
    if (words) return qa.link(words.turn, words.start, words.end);
    return qa.link(qa.script.marked?.first ?? seen());
  };

  const told = new Map();
  const tell = (button, done) => {
    if (!told.has(button)) told.set(button, button.textContent);
    button.textContent = done ? 'Copied' : 'Not allowed here';
    setTimeout(() => {
      if (told.has(button)) button.textContent = told.get(button);
      told.delete(button);
      update();
    }, 2000);
  };

  const pill = () => {
    const made = document.createElement('div');
    made.id = 'qa-selected';
    made.hidden = true;
    for (const [name, text] of [['qa-copy-selected', 'Copy with reference'], ['qa-link-selected', 'Copy link']]) {
      const button = document.createElement('button');
      button.type = 'button';
      button.id = name;
      button.textContent = text;
      made.append(button);
    }
    find('#qa-reader').append(made);
    return made;
  };

  // Below the words, where a phone's own menu leaves room.
  const stand = (range) => {
    const tip = find('#qa-selected') ?? pill();
    const view = find('#qa-view').getBoundingClientRect(), reader = find('#qa-reader').getBoundingClientRect();
    const lines = range.getClientRects(), box = lines[lines.length - 1] ?? range.getBoundingClientRect();
    tip.hidden = box.bottom < view.top || box.top > view.bottom;
    const top = Math.min(box.bottom + 8, view.bottom - 52), wide = tip.offsetWidth || 240;
    tip.style.top = `${top - reader.top}px`;
    tip.style.left = `${Math.max(8, Math.min(box.right - reader.left - wide, reader.width - wide - 8))}px`;
  };

  const update = () => {
    chosen = selected();
    const words = chosen ?? quoted(), button = find('#qa-copy-words');
    if (!button) return;
    button.hidden = !words;
    if (!told.has(button)) button.textContent = chosen ? 'Copy selection' : 'Copy quote';
    if (chosen) stand(chosen.range);
    else if (find('#qa-selected')) find('#qa-selected').hidden = true;
  };

  qa.closers.unshift(() => {
    if (!chosen) return false;
    getSelection().removeAllRanges();
    return true;
  });

  document.addEventListener('selectionchange', update);
  document.addEventListener('qa-place', update);
  document.addEventListener('qa-transcript', () => {
    find('#qa-reader')?.toggleAttribute('data-transcript', Boolean(qa.script.data));
    update();
  });
  document.addEventListener('scroll', () => { if (chosen) stand(chosen.range); }, { capture: true, passive: true });

  // What is selected stays selected while a button is pressed.
  document.addEventListener('pointerdown', (event) => {
    if (event.target.closest?.('#qa-selected, #qa-copying')) event.preventDefault();
  }, true);
  document.addEventListener('mousedown', (event) => {
    if (event.target.closest?.('#qa-selected, #qa-copying')) event.preventDefault();
  }, true);

  document.addEventListener('click', async (event) => {
    const button = event.target.closest?.('#qa-copy-words, #qa-copy-selected, #qa-copy-link, #qa-link-selected');
    if (button) {
      if (!qa.script.data) return;
      const words = chosen ?? quoted();
      const text = button.id.includes('link') ? location.origin + location.pathname + place() : words && withReference(words);
      if (text) tell(button, await qa.copy(text));
      return;
    }
    const index = event.target.closest?.('#qa-view .qa-index');
    if (index) getSelection().selectAllChildren(index.closest('.qa-turn').querySelector('.qa-text'));
  });
}
