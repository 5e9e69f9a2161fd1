// The library: files sent to be read, the table searched and sorted, a second thought before deleting for good.
{
  const find = (id) => document.querySelector(id);
  const LEAST = 25;

  // ---- The table. It comes whole, the newest first; what is shown of it, and in which order, is this session's.
  const shown = { key: 'date', down: true, words: [], all: false, sorted: false };
  const NUMBERS = ['speakers', 'turns', 'words'];
  let applied = '';
  let texts = [];

  const cell = (row, key) => row.querySelector(`.qa-c-${key}`)?.dataset.value ?? '';

  const compare = (key, down) => {
    const words = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
    return (one, other) => {
      const a = cell(one, key), b = cell(other, key);
      // What has no date stands last, either way.
      if (!a !== !b) return a ? -1 : 1;
      const order = NUMBERS.includes(key) ? a - b : words.compare(a, b);
      return (down ? -order : order) || words.compare(cell(one, 'title'), cell(other, 'title'));
    };
  };

  // What has come since the page was opened stands first, whatever its date, until the table is sorted: one looks for it.
  let known = null;
  const fresh = new Set();
  const noticed = (rows) => {
    const names = rows.map((row) => row.dataset.document);
    for (const name of names) if (known && !known.has(name)) fresh.add(name);
    known = new Set([...(known ?? []), ...names]);
    for (const row of rows) row.toggleAttribute('data-fresh', fresh.has(row.dataset.document));
    return shown.sorted ? rows : rows.sort((one, other) => other.hasAttribute('data-fresh') - one.hasAttribute('data-fresh'));
  };

  // The one that is open beside it.
  const current = () => {
    const open = find('#qa-reader')?.hasAttribute('data-open') ? qa.script.data?.document : null;
    for (const row of document.querySelectorAll('#qa-shelf .qa-docs tbody tr')) {
      const title = row.querySelector('.qa-open');
      if (row.dataset.document === open) title.setAttribute('aria-current', 'true');
      else title.removeAttribute('aria-current');
    }
  };
  document.addEventListener('qa-transcript', current);
  document.addEventListener('qa-shown', current);

  const arrange = () => {
    const table = find('#qa-shelf .qa-docs');
    if (!table) return;
    const wanted = JSON.stringify([table.dataset.rendered, shown]);
    if (wanted === applied) return;
    applied = wanted;
    current();
    const body = table.tBodies[0];
    const rows = noticed(Array.from(body.rows).sort(compare(shown.key, shown.down)));
    if (rows.some((row, place) => row !== body.rows[place])) {
      const focused = document.activeElement;
      body.append(...rows);
      if (body.contains(focused)) focused.focus({ preventScroll: true });
    }
    texts = rows.map((row) => qa.plain(`${row.textContent} ${cell(row, 'date')} ${row.querySelector('.qa-c-speakers').title}`));
    let found = 0;
    rows.forEach((row, place) => {
      const fits = shown.words.every((word) => texts[place].includes(word));
      found += fits;
      row.hidden = !fits || (!shown.all && found > LEAST);
    });
    for (const head of table.tHead.querySelectorAll('[aria-sort]')) {
      const own = head.querySelector('button').dataset.sort === shown.key;
      head.setAttribute('aria-sort', own ? (shown.down ? 'descending' : 'ascending') : 'none');
    }
    const seen = shown.all ? found : Math.min(found, LEAST);
    const all = `${rows.length.toLocaleString('en')} transcript${rows.length === 1 ? '' : 's'}`;
    find('#qa-shelf-count').textContent = shown.words.length
      ? `${found.toLocaleString('en')} of ${all} match${seen < found ? `, ${seen} shown` : ''}`
      : seen < found ? `${seen} of ${all} shown` : all;
    const more = find('#qa-shelf-all');
    more.hidden = found <= LEAST;
    more.textContent = shown.all ? `Show the first ${LEAST}` : `Show all ${found.toLocaleString('en')}`;
  };

  document.addEventListener('input', (event) => {
    if (event.target.id !== 'qa-shelf-search') return;
    shown.words = qa.words(event.target.value);
    arrange();
  });

  document.addEventListener('click', (event) => {
    const sort = event.target.closest?.('#qa-shelf [data-sort]');
    if (sort) {
      const key = sort.dataset.sort;
      shown.down = shown.key === key ? !shown.down : NUMBERS.includes(key) || key === 'date';
      Object.assign(shown, { key, sorted: true });
      arrange();
    } else if (event.target.closest?.('#qa-shelf-all')) {
      shown.all = !shown.all;
      arrange();
    }
  });

  // ---- Buttons, before the server is told.
  window.qaMayDo = (one, event) => {
    if (one.dataset.do === 'open') {
      // Whoever marks words in a row does not mean to open it.
      if (!event.target.closest('button') && String(getSelection())) return false;
      window.qaPick?.(one.dataset.document, one.querySelector('button'));
    }
    if (one.dataset.do === 'remove') {
      const row = one.closest('tr');
      if (row.hasAttribute('aria-busy')) return false;
      row.setAttribute('aria-busy', 'true');
      setTimeout(() => row.removeAttribute('aria-busy'), 15000);
    }
    if (one.dataset.do === 'dismiss' && qa.unsaid()) return false;
    if (one.dataset.sure && !one.dataset.asked) {
      const before = [one.textContent, one.getAttribute('aria-label')];
      one.dataset.asked = 'yes';
      one.textContent = one.dataset.sure;
      one.setAttribute('aria-label', `${one.dataset.sure} ${before[1] ?? ''}`);
      setTimeout(() => {
        delete one.dataset.asked;
        [one.textContent] = before;
        one.setAttribute('aria-label', before[1]);
      }, 5000);
      return false;
    }
    putting = one.dataset.do === 'put' ? listed() : 0;
    const keyed = LEADS.includes(one.dataset.do) && one.matches(':focus-visible');
    pressed = keyed ? { one, what: one.dataset.do, subject: subject(one) } : null;
    return true;
  };

  // What was pressed goes, or stands for another transcript by then: who presses keys is led on from there, not left at
  // the top of the page, nor on the button that would remove the next one.
  const NEXT = {
    remove: '#qa-status [data-do=undo]', purge: '#qa-removed [data-do=restore]', discard: '#qa-dropped li [data-do=discard]',
  };
  const LEADS = ['remove', 'purge', 'put', 'discard', 'undo', 'restore'];
  const subject = (one) => {
    const { document: name, token, key } = one.closest('[data-document], [data-token], [data-key]')?.dataset ?? {};
    return name ?? token ?? key;
  };
  let pressed = null;
  const lead = () => {
    if (!pressed) return;
    const at = document.activeElement;
    if (at === pressed.one ? subject(at) === pressed.subject : at && at !== document.body) {
      if (at !== pressed.one) pressed = null;
      return;
    }
    const next = find(NEXT[pressed.what] ?? '#qa-shelf-search') ?? (pressed.what === 'remove' ? null : find('#qa-shelf-search'));
    if (!next) return;
    pressed = null;
    next.focus({ preventScroll: next.closest('#qa-status') !== null });
  };

  // ---- Files to add: sent one after the other, and read by the server in one go; what is dropped meanwhile waits, and so
  // does what the server has no room for until those before it are added or discarded.
  const queue = [];
  let batch = 0;
  let busy = false;
  let underway = 0;

  const say = (text) => {
    const state = find('#qa-drop-state');
    if (state && state.textContent !== text) state.textContent = text;
  };

  const send = async () => {
    const zone = find('#qa-drop-zone');
    if (busy || !queue.length || !zone || !window.qaDropped) return;
    const room = Number(zone.dataset.most) - boxes().length;
    if (room <= 0) {
      const one = queue.length === 1;
      say(`${queue.length} more file${one ? ' waits' : 's wait'}: add or discard those below first.`);
      return;
    }
    busy = true;
    const files = queue.splice(0, room);
    underway = files.length;
    const sent = [];
    for (const [place, file] of files.entries()) {
      say(`Sending ${place + 1} of ${files.length}: ${file.name}`);
      if (file.size > Number(zone.dataset.largest)) {
        sent.push({ name: file.name, problem: 'size' });
        continue;
      }
      try {
        sent.push({ name: file.name, path: (await window.qaUpload(file)).path });
      } catch {
        sent.push({ name: file.name, problem: 'lost' });
      }
    }
    const state = sent.some((one) => one.problem === 'lost') ? await qa.reached() : 'here';
    if (state !== 'here') {
      busy = false;
      queue.length = 0;
      if (state === 'gone') away();
      else say(qa.SIGNED_OUT);
      return;
    }
    say(`Reading ${files.length === 1 ? files[0].name : `${files.length} files`} …`);
    batch += 1;
    window.qaDropped({ batch: String(batch), files: sent });
  };

  const answered = () => {
    if (!busy || !batch || find('#qa-dropped [data-batch]')?.dataset.batch !== String(batch)) return;
    busy = false;
    say('');
    find('#qa-drop')?.scrollIntoView({ block: 'start' });
  };

  const away = () => say(`${qa.AWAY} Drop the files again when it is back.`);

  const add = (files) => {
    if (qa.cutOff) return away();
    queue.push(...files);
    send();
  };

  // The library may have been opened by what was dropped.
  document.addEventListener('qa-upload', () => send());

  document.addEventListener('change', (event) => {
    if (event.target.id !== 'qa-drop-input') return;
    add(Array.from(event.target.files));
    event.target.value = '';
  });

  // Files may be dropped anywhere on the page; elsewhere the browser would show them in its place. The library opens.
  const carries = (event) => event.dataTransfer?.types?.includes('Files');
  const mark = (on) => find('#qa-left')?.toggleAttribute('data-over', on);
  document.addEventListener('dragover', (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    mark(true);
  });
  document.addEventListener('dragleave', (event) => { if (!event.relatedTarget) mark(false); });
  document.addEventListener('drop', (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    mark(false);
    if (!find('#qa-library')?.offsetParent) qa.openLibrary();
    add(Array.from(event.dataTransfer.files));
  });

  // What is not added yet is gone with the page. Who stayed on one that is cut off could do nothing with it either: it
  // loads itself anew unasked, and says then what has to be dropped again.
  const AGAIN = `qa:again:${encodeURIComponent(window.gradio_config?.username ?? '')}`;
  addEventListener('beforeunload', (event) => {
    const waiting = queue.length + (busy ? underway : 0) + boxes().length;
    if (!waiting) return;
    try {
      if (qa.cutOff) return sessionStorage.setItem(AGAIN, waiting);
    } catch {
      // Nothing is kept here: it is asked.
    }
    event.preventDefault();
  });
  const missed = () => {
    try {
      const number = Number(sessionStorage.getItem(AGAIN));
      sessionStorage.removeItem(AGAIN);
      return number;
    } catch {
      return 0;
    }
  };
  // When the scripts after this one have run.
  setTimeout(() => {
    const number = missed();
    const what = number === 1 ? '1 file was not added: drop it again.' : `${number} files were not added: drop them again.`;
    if (number) qa.notice(`The connection was lost for a while, and ${what}`, null, 60);
  });

  // Of the same bytes only one can be ticked.
  const boxes = () => [...document.querySelectorAll('#qa-dropped li input[type=checkbox]')];
  const alike = (box) => { const file = box.closest('li').dataset; return file.twin ?? file.key; };
  const ticked = () => {
    const taken = new Map(boxes().filter((box) => box.checked).map((box) => [alike(box), box]));
    for (const box of boxes()) box.disabled = taken.has(alike(box)) && taken.get(alike(box)) !== box;
  };
  // What was ticked and chosen stays so, however often the list is drawn anew: for another file, or without one.
  const marks = new Map();
  const markOf = (field) => `${field.name} ${field.value}`;
  const keep = (field) => marks.set(markOf(field), field.checked);
  const named = (name) => [...document.querySelectorAll(`#qa-dropped [name${name ? `="${CSS.escape(name)}"` : ''}]`)];
  const marked = () => {
    for (const field of named()) field.checked = marks.get(markOf(field)) ?? field.checked;
  };
  document.addEventListener('change', (event) => {
    if (!event.target.closest?.('#qa-dropped')) return;
    named(event.target.name).forEach(keep);
    ticked();
  });
  document.addEventListener('click', (event) => {
    const choose = event.target.closest?.('#qa-dropped [data-choose]')?.dataset.choose;
    if (!choose) return;
    for (const box of boxes()) box.checked = choose === 'all' && !box.closest('li').dataset.twin;
    boxes().forEach(keep);
    ticked();
  });

  // What was added stands first in the table, and whoever pressed the button may be far down in the list of files.
  const listed = () => document.querySelectorAll('#qa-dropped li').length;
  let putting = 0;
  const added = () => {
    if (listed() >= putting) return;
    putting = 0;
    find('#qa-drop')?.scrollIntoView({ block: 'start' });
  };

  document.addEventListener('qa-library', () => {
    arrange();
    answered();
    send();
    marked();
    ticked();
    added();
    lead();
  });
  qa.watchers.push(arrange, lead);
}
