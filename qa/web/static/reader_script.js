// A transcript as elements. What stands in it is put in as text, never as markup; offsets in elements are those in the text.
{
  const PER_BLOCK = 40;
  // Characters that turn the direction of the text around them, and control characters: each becomes one that shows nothing.
  const UNSEEN = /[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]/g;
  const shown = (text) => text.replace(UNSEEN, '\u2060');

  const make = (tag, name, text) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = shown(text);
    return element;
  };

  const button = (name, text, label) => {
    const element = make('button', name, text);
    element.type = 'button';
    element.tabIndex = -1;
    element.title = label;
    return element;
  };

  // The server counts code points, the browser counts units: they differ behind an emoji.
  const units = (text, points) => [...text].slice(0, points).join('').length;
  const points = (text, units) => [...text.slice(0, units)].length;

  // Less than a whole line stands between paragraphs; the line ends stay in the text, and are not seen.
  const paragraphs = (parent, text) => {
    for (const part of text.split(/(\n\n)/)) {
      if (part === '\n\n') parent.append(make('span', 'qa-gap', part));
      else if (part) parent.append(shown(part));
    }
  };

  const room = () => document.querySelector('#qa-view .prose') ?? document.querySelector('#qa-view');
  // What stands there before anything is opened.
  let welcome = null;
  const put = (...elements) => {
    welcome ??= [...room().childNodes];
    room().replaceChildren(...elements);
  };

  let data = null;
  let blocks = [];
  let marked = { first: 0, last: -1 };

  // What of a turn is to be marked, in units; null where nothing is.
  const regionIn = (index) => {
    if (index < marked.first || index > marked.last || marked.whole) return null;
    const text = data.turns[index][1];
    return [
      index === marked.first ? units(text, marked.start) : 0,
      index === marked.last ? units(text, marked.end) : text.length,
    ];
  };

  const turnElement = (index) => {
    const [name, text, seconds, clock, notes] = data.turns[index];
    const [who, colour] = name === null ? ['', null] : data.names[name];
    const target = index >= marked.first && index <= marked.last;
    const section = make('section', `qa-turn ${colour === null ? 'qa-unnamed' : `qa-s${colour}`}${target ? ' qa-target' : ''}`);
    section.dataset.turn = index;
    section.tabIndex = -1;
    const label = make('div', 'qa-label');
    if (who) {
      // Whoever does not see the page goes from one who speaks to the next by headings.
      const spoken = make('span', 'qa-name', who);
      spoken.setAttribute('role', 'heading');
      spoken.setAttribute('aria-level', '3');
      label.append(spoken, ' ');
    }
    if (seconds !== null) {
      label.append(data.recording ? button('qa-time', clock, `Play from ${clock}`) : make('span', 'qa-time', clock), ' ');
    }
    for (const note of notes) label.append(make('em', 'qa-note', `[${note}]`), ' ');
    label.append(button('qa-index', `turn ${index}`, 'Select the words of this turn, to copy them'));
    if (target) for (const one of label.querySelectorAll('button')) one.tabIndex = 0;
    // What is said tells on which side a turn begins; each part of its label is read its own way.
    section.dir = 'auto';
    for (const one of label.children) one.dir = 'auto';
    const words = make('div', 'qa-text');
    const region = regionIn(index);
    if (!region) paragraphs(words, text);
    else {
      const mark = make('mark', marked.exact ? '' : 'qa-near');
      paragraphs(words, text.slice(0, region[0]));
      paragraphs(mark, text.slice(region[0], region[1]));
      words.append(mark);
      paragraphs(words, text.slice(region[1]));
    }
    section.append(label, words);
    return section;
  };

  const asideElement = ([, kind, text]) => {
    const aside = make('p', 'qa-aside', text);
    aside.dir = 'auto';
    aside.title = `${shown(kind)}: nobody said this`;
    return aside;
  };

  const heading = () => {
    const header = make('header');
    const details = make('p', 'qa-details', data.details);
    if (data.title !== data.document) details.append(make('br'), make('span', 'qa-path', data.document));
    header.append(make('h2', '', data.title), details);
    return header;
  };

  const fill = (block) => {
    if (block.filled) return;
    block.filled = true;
    const made = document.createDocumentFragment();
    for (let index = block.first; index < block.last; index += 1) {
      made.append(...(block.asides.get(index) ?? []).map(asideElement), turnElement(index));
    }
    if (block.last === data.turns.length) made.append(...(block.asides.get(block.last) ?? []).map(asideElement));
    block.element.append(made);
    block.element.style.minHeight = '';
  };

  // A guess, so that the bar of the view is right before the turns have been laid out.
  const height = (block, width) => {
    const line = Math.max(20, width / 8);
    let lines = 0;
    for (let index = block.first; index < block.last; index += 1) lines += Math.ceil(data.turns[index][1].length / line);
    return lines * 27 + (block.last - block.first) * 44;
  };

  let filling = 0;
  const fillLater = () => {
    filling = setTimeout(() => {
      const begun = performance.now();
      const empty = blocks.filter((block) => !block.filled);
      while (empty.length && performance.now() - begun < 12) fill(empty.shift());
      if (empty.length) fillLater();
    }, 0);
  };

  const forget = () => {
    clearTimeout(filling);
    data = null;
    blocks = [];
    marked = { first: 0, last: -1 };
  };

  const blockOf = (index) => blocks[Math.min(blocks.length - 1, Math.floor(index / PER_BLOCK))];

  qa.script = {
    units,
    points,
    get data() { return data; },

    // A transcript, with empty blocks of turns: those around `index` are filled at once, the others soon.
    show: (transcript, index) => {
      clearTimeout(filling);
      data = transcript;
      marked = { first: 0, last: -1 };
      const asides = new Map();
      for (const aside of data.asides) asides.set(aside[0], [...(asides.get(aside[0]) ?? []), aside]);
      const width = room().clientWidth || 400;
      const article = make('article', 'qa-script');
      article.setAttribute('aria-label', 'Transcript');
      article.append(heading());
      blocks = [];
      for (let first = 0; first === 0 || first < data.turns.length; first += PER_BLOCK) {
        const block = { first, last: Math.min(first + PER_BLOCK, data.turns.length), asides, element: make('div', 'qa-block') };
        const guess = height(block, width);
        block.element.style.minHeight = `${guess}px`;
        block.element.style.containIntrinsicHeight = `auto ${guess}px`;
        blocks.push(block);
        article.append(block.element);
      }
      for (const near of [index - PER_BLOCK, index, index + PER_BLOCK]) if (near >= 0) fill(blockOf(near));
      put(article);
      fillLater();
    },

    // Nothing but a message.
    clear: (message) => {
      const notice = make('div', 'qa-notice qa-problem', message);
      notice.setAttribute('role', 'alert');
      forget();
      put(notice);
    },

    // As it was before anything was opened.
    reset: () => {
      forget();
      if (welcome) put(...welcome);
    },

    fillAll: () => {
      clearTimeout(filling);
      for (const block of blocks) fill(block);
    },

    // The element of a turn; its surroundings are laid out, so that where it stands can be asked for.
    element: (index) => {
      const place = blocks.indexOf(blockOf(index));
      for (const [at, block] of blocks.entries()) {
        const near = Math.abs(at - place) < 2;
        if (near) fill(block);
        if (near !== block.near) block.element.classList.toggle('qa-laid-out', near);
        block.near = near;
      }
      return blocks[place]?.element.querySelector(`[data-turn="${index}"]`) ?? null;
    },

    // Mark words, or turns where `whole`; what was marked before is not any more.
    mark: (region) => {
      const before = marked;
      marked = region ?? { first: 0, last: -1 };
      const changed = new Set();
      for (const { first, last } of [before, marked]) for (let at = first; at <= last; at += 1) changed.add(at);
      for (const index of changed) {
        const block = blockOf(index);
        if (block?.filled) block.element.querySelector(`[data-turn="${index}"]`)?.replaceWith(turnElement(index));
      }
    },

    get marked() { return marked.last >= marked.first ? marked : null; },
  };

  // On paper there is no later.
  addEventListener('beforeprint', () => qa.script.fillAll());
}
