// The list of conversations: found by their names and by what was asked and answered, opened, renamed, deleted.
{
  const LONGEST_NAME = 120;
  // Fewer are seen at a glance.
  const MANY = 6;
  const find = (what) => document.querySelector(what);
  const kept = qa.kept;

  const remove = (id) => {
    const shown = id === qa.talks.id();
    const record = kept.remove(id);
    // It is gone at once; what still comes of its answer is there for the undo.
    if (shown) {
      qa.talks.leave();
      qa.talks.open(kept.blank());
    }
    list();
    (find('#qa-talks-list button') ?? find('#qa-talks'))?.focus();
    qa.notice(`“${record ? kept.nameOf(record) : 'A damaged conversation'}” is deleted.`, () => {
      kept.restore(id);
      list();
      // What one has begun meanwhile stays open.
      if (record && shown && !qa.talks.record().exchanges.length) qa.talks.open(kept.read(id));
    });
  };

  const rename = (row, record) => {
    const field = qa.make('input', { type: 'text', value: record.name || kept.nameOf(record), maxLength: LONGEST_NAME });
    field.setAttribute('aria-label', 'Name of the conversation');
    const cancel = qa.make('button', { type: 'button', className: 'qa-quiet' }, 'Cancel');
    const form = qa.make('form', { className: 'qa-renaming' }, field, qa.make('button', { type: 'submit' }, 'Rename'), cancel);
    const done = () => { list(); find(`#qa-talks-list [data-id="${CSS.escape(record.id)}"] button`)?.focus(); };
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      qa.talks.rename(record, field.value.trim());
      done();
    });
    cancel.addEventListener('click', done);
    form.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      done();
    });
    row.replaceChildren(form);
    field.select();
  };

  const described = (record) => {
    const number = record.exchanges.length;
    const day = new Date(record.changed).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
    return `${number} question${number === 1 ? '' : 's'} · ${day}`;
  };

  const small = (name, label, what) => {
    const button = qa.make('button', { type: 'button', className: 'qa-quiet', ariaLabel: `${label}: ${name}` }, label);
    button.addEventListener('click', what);
    return button;
  };

  // A conversation as it is kept; read once for each state of it, however often a letter is typed.
  const states = new Map();
  const recordOf = (id) => {
    const text = kept.text(id);
    if (states.get(id)?.text !== text) states.set(id, { text, record: kept.read(id) });
    return states.get(id).record;
  };

  // What can be found of a conversation: its name, and each question with its answer. Made once for each state of it.
  const texts = new Map();
  const textOf = (record) => {
    const state = `${record.revision} ${record.changed}`;
    if (texts.get(record.id)?.state !== state) {
      const parts = record.exchanges.map((one) => qa.plain(`${one?.question ?? ''} ${one?.answer?.answer ?? ''}`));
      texts.set(record.id, { state, name: qa.plain(`${record.name} ${kept.nameOf(record)}`), parts });
    }
    return texts.get(record.id);
  };

  // Where the words stand: -1 in the name, or the number of the question; null where nowhere.
  const place = (record, words) => {
    const { name, parts } = textOf(record);
    const all = (text) => words.every((word) => text.includes(word));
    if (all(name)) return -1;
    const at = parts.findIndex(all);
    return at < 0 ? null : at;
  };

  const open = async (id, at) => {
    qa.closeLists();
    await qa.talks.open(kept.read(id));
    await qa.ready();
    if (at >= 0 && id === qa.talks.id()) find('#qa-log')?.children[at]?.scrollIntoView();
  };

  const rowOf = (id, record, at) => {
    const row = qa.make('li', {});
    row.dataset.id = id;
    const name = record ? kept.nameOf(record) : 'Damaged, cannot be opened';
    const opener = qa.make('button', { type: 'button', className: 'qa-talk', disabled: !record },
      qa.make('span', {}, name), qa.make('small', {}, record ? described(record) : ''));
    if (at >= 0) opener.append(qa.make('small', { className: 'qa-talk-found' }, `Found at “${record.exchanges[at].question}”`));
    if (id === qa.talks.id()) opener.setAttribute('aria-current', 'true');
    opener.addEventListener('click', () => open(id, at));
    row.append(opener);
    if (record) row.append(small(name, 'Rename', () => rename(row, record)));
    row.append(small(name, 'Delete', () => remove(id)));
    return row;
  };

  // The field stays while the list below it changes: one types in it.
  const build = (list) => {
    const field = qa.make('input', { type: 'search', id: 'qa-talks-search', placeholder: 'Search conversations', autocomplete: 'off' });
    field.setAttribute('aria-label', 'Search conversations');
    field.addEventListener('input', () => fill());
    list.replaceChildren(qa.make('div', { className: 'qa-talks-find' }, field, qa.make('p', { role: 'status' })),
      qa.make('div', { className: 'qa-talks-found' }),
      qa.make('p', { className: 'qa-aside-note' },
        'Conversations are kept in this browser only, not on the server. Whoever uses this browser can read them.'));
  };

  const fill = () => {
    const records = kept.ids().map((id) => [id, recordOf(id)]).sort((one, other) => (other[1]?.changed ?? 0) - (one[1]?.changed ?? 0));
    const field = find('#qa-talks-search'), words = qa.words(field.value);
    field.parentElement.hidden = records.length < MANY && !words.length;
    const rows = records.map(([id, record]) => [id, record, !words.length ? -1 : record && place(record, words)])
      .filter(([, , at]) => at !== null).map((one) => rowOf(...one));
    const none = records.length ? 'No conversation holds these words.' : 'No conversation yet.';
    find('.qa-talks-found').replaceChildren(rows.length ? qa.make('ul', {}, ...rows) : qa.make('p', {}, none));
    field.nextElementSibling.textContent = words.length && rows.length ? `${rows.length} of ${records.length}` : '';
  };

  const list = () => {
    const all = find('#qa-talks-list');
    if (!all) return;
    if (!all.hasChildNodes()) build(all);
    fill();
  };

  // The list, where it is open, follows what is asked and renamed.
  qa.listTalks = () => { if (find('#qa-talks-list')?.hidden === false) list(); };

  // Before it is opened: nothing is searched for yet.
  document.addEventListener('click', (event) => {
    if (event.target.closest?.('button')?.id !== 'qa-talks') return;
    if (find('#qa-talks-search')) find('#qa-talks-search').value = '';
    list();
  }, true);

  // From the field down into the list, and up again; Esc empties the field, then closes the list.
  document.addEventListener('keydown', (event) => {
    const all = event.target.closest?.('#qa-talks-list'), field = find('#qa-talks-search');
    if (!all || event.target.closest('.qa-renaming')) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) {
      const stops = [...(field.offsetParent ? [field] : []), ...all.querySelectorAll('.qa-talk:not(:disabled)')];
      const here = stops.indexOf(event.target.closest('li')?.querySelector('.qa-talk') ?? event.target);
      event.preventDefault();
      stops[Math.max(0, Math.min(stops.length - 1, here + by))]?.focus();
    } else if (event.key === 'Escape' && event.target === field) {
      event.preventDefault();
      if (field.value) {
        field.value = '';
        fill();
      } else qa.closers.some((close) => close());
    } else if (event.key === 'Enter' && event.target === field && field.value) {
      event.preventDefault();
      all.querySelector('.qa-talk:not(:disabled)')?.click();
    }
  });

  // Another window may have changed the list.
  addEventListener('storage', () => qa.listTalks());
}
