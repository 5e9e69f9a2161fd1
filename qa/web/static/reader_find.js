// Find in the transcript: over all its turns, without a change to any of them. Case, accents and kinds of quotes are one.
{
  const PAINTED = 1000;
  const PLAIN = { '’': "'", '‘': "'", '“': '"', '”': '"', 'ł': 'l', 'ø': 'o', 'đ': 'd', 'ħ': 'h' };
  const find = (id) => document.querySelector(id);

  // Text as it is compared, and where each of its units stands in the text; `at` is null where they stand in step.
  const folded = (text) => {
    if (!/[^\x00-\x7f]/.test(text)) return { plain: text.toLowerCase().replace(/\s/g, ' '), at: null };
    const at = [];
    let plain = '', position = 0;
    for (const sign of text) {
      const bare = sign.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase().toLowerCase();
      for (const one of bare) {
        const put = PLAIN[one] ?? (/\s/.test(one) ? ' ' : one);
        for (let unit = 0; unit < put.length; unit += 1) at.push(position);
        plain += put;
      }
      position += sign.length;
    }
    at.push(text.length);
    return { plain, at };
  };

  let texts = null;
  let matches = [];
  let now = -1;
  let last = '';
  let from = null;

  // Turns and what nobody said, in the order in which they stand there.
  const gathered = () => {
    const { data } = qa.script;
    const found = [];
    const asides = [...data.asides.entries()].sort((one, other) => one[1][0] - other[1][0] || one[0] - other[0]);
    let next = 0;
    const before = (turn) => {
      for (; next < asides.length && asides[next][1][0] <= turn; next += 1) {
        found.push({ turn: Math.min(turn, data.turns.length - 1), aside: next, ...folded(asides[next][1][2]) });
      }
    };
    for (const [turn, [, text]] of data.turns.entries()) {
      before(turn);
      found.push({ turn, aside: null, ...folded(text) });
    }
    before(data.turns.length);
    return found;
  };

  const search = (words) => {
    const wanted = folded(words.trim()).plain.replace(/ +/g, ' ');
    const found = [];
    if (!wanted) return found;
    for (const text of texts) {
      for (let from = text.plain.indexOf(wanted); from !== -1; from = text.plain.indexOf(wanted, from + wanted.length)) {
        const to = from + wanted.length;
        found.push(text.at ? [text, text.at[from], text.at[to]] : [text, from, to]);
      }
    }
    return found;
  };

  const elementOf = (text) => {
    if (text.aside !== null) return document.querySelectorAll('#qa-view .qa-aside')[text.aside];
    return qa.script.element(text.turn).querySelector('.qa-text');
  };

  const range = (element, start, end) => {
    const made = document.createRange();
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let position = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const length = node.data.length;
      if (start >= position && start <= position + length) made.setStart(node, start - position);
      if (end <= position + length) {
        made.setEnd(node, end - position);
        break;
      }
      position += length;
    }
    return made;
  };

  // All are counted; those around the one in question are painted. The browser paints them: the elements stay as they are.
  const paint = () => {
    CSS.highlights?.delete('qa-found');
    CSS.highlights?.delete('qa-found-now');
    if (!matches.length || !window.Highlight) return;
    const from = Math.max(0, now - PAINTED), painted = new Highlight();
    const sections = document.querySelectorAll('#qa-view .qa-text'), asides = document.querySelectorAll('#qa-view .qa-aside');
    for (const [index, [text, start, end]] of matches.slice(from, now + PAINTED).entries()) {
      const element = text.aside === null ? sections[text.turn] : asides[text.aside];
      if (from + index !== now) painted.add(range(element, start, end));
    }
    const [text, start, end] = matches[now];
    const current = new Highlight(range(elementOf(text), start, end));
    current.priority = 1;
    CSS.highlights.set('qa-found', painted);
    CSS.highlights.set('qa-found-now', current);
  };

  const tell = () => {
    const asked = find('#qa-find-words').value.trim();
    find('#qa-found').textContent = !asked ? '' : matches.length
      ? `${(now + 1).toLocaleString('en')} of ${matches.length.toLocaleString('en')}` : 'no match';
    find('#qa-find').toggleAttribute('data-none', Boolean(asked) && !matches.length);
    for (const id of ['#qa-found-before', '#qa-found-after']) find(id).disabled = !matches.length;
  };

  const go = () => {
    paint();
    tell();
    if (!matches.length) return;
    const [text, start, end] = matches[now];
    qa.reveal(range(elementOf(text), start, end));
  };

  // The turn at the top of what is seen.
  const turnSeen = () => {
    const top = find('#qa-view').getBoundingClientRect().top;
    const turns = [...document.querySelectorAll('#qa-view .qa-block')];
    const block = turns.findIndex((one) => one.getBoundingClientRect().bottom > top);
    const inside = [...(turns[block]?.querySelectorAll('.qa-turn') ?? [])];
    const seen = inside.find((one) => one.getBoundingClientRect().bottom > top + 8);
    return find('#qa-view').scrollTop < 8 ? 0 : Number(seen?.dataset.turn ?? 0);
  };

  // The first match that does not stand above where one was reading when the first letter was typed.
  const firstSeen = () => Math.max(0, matches.findIndex(([text]) => text.turn >= from));

  const look = () => {
    clearTimeout(soon);
    const words = find('#qa-find-words').value;
    if (!qa.script.data || words === last) return;
    last = words;
    texts ??= gathered();
    from ??= turnSeen();
    if (!words.trim()) from = null;
    qa.script.fillAll();
    matches = search(words);
    now = matches.length ? firstSeen() : -1;
    go();
  };

  const step = (by) => {
    look();
    if (!matches.length) return;
    now = (now + by + matches.length) % matches.length;
    from = matches[now][0].turn;
    go();
  };

  const clear = () => {
    find('#qa-find-words').value = '';
    last = '';
    from = null;
    matches = [];
    now = -1;
    paint();
    tell();
  };

  let soon = 0;
  document.addEventListener('input', (event) => {
    if (event.target.id !== 'qa-find-words') return;
    clearTimeout(soon);
    soon = setTimeout(look, 120);
  });

  document.addEventListener('keydown', (event) => {
    if (event.target.id !== 'qa-find-words') return;
    if (event.key === 'Enter') {
      event.preventDefault();
      // What has just been typed is found first; then one goes on from there.
      if (event.target.value !== last) look();
      else step(event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      // The first time the field is emptied, the second time one leaves it: the reader, where that covers the page.
      if (event.target.value) clear();
      else if (matchMedia('(max-width: 900px)').matches) qa.show(false);
      else find('#qa-view').focus();
    }
  }, true);

  document.addEventListener('click', (event) => {
    const at = event.target.closest?.('#qa-found-before, #qa-found-after');
    if (at) step(at.id === 'qa-found-before' ? -1 : 1);
  });

  // The turn that is marked is drawn anew, and so are the words that are found in it.
  document.addEventListener('qa-place', paint);

  // Another transcript: nothing is found in it yet.
  document.addEventListener('qa-transcript', () => {
    texts = null;
    clear();
  });
}
