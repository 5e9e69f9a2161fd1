// Conversations are kept by the browser and by nobody else: several, each under a key of its own, so that two windows
// do not write over each other. What is kept is read with care: a browser's store may hold anything.
{
  const VERSION = 1;
  const MOST = 4_000_000;
  const LONGEST_NAME = 120;
  const NAMELESS = 'Untitled';
  const PREFIX = `qa:${VERSION}:${encodeURIComponent(window.gradio_config?.username ?? '')}:`;
  const find = (what) => document.querySelector(what);
  const blank = () => ({
    version: VERSION, id: crypto.getRandomValues(new Uint32Array(3)).join('-'), name: '', changed: 0, revision: 0,
    filters: {}, exchanges: [],
  });
  let current = blank();
  let broken = false;

  // Text, key by key; where a browser keeps nothing, as long as the page is open.
  const memory = new Map();
  const store = {
    keys: () => {
      try {
        return Object.keys(localStorage);
      } catch {
        return [...memory.keys()];
      }
    },
    get: (key) => {
      try {
        return localStorage.getItem(key);
      } catch {
        return memory.get(key) ?? null;
      }
    },
    set: (key, text) => {
      try {
        localStorage.setItem(key, text);
      } catch (error) {
        if (error.name === 'QuotaExceededError') throw error;
        memory.set(key, text);
      }
    },
    remove: (key) => {
      try {
        localStorage.removeItem(key);
      } catch {
        memory.delete(key);
      }
    },
  };
  const keyOf = (id) => `${PREFIX}talk:${id}`;

  const sound = (record) => record !== null && typeof record === 'object' && record.version === VERSION
    && typeof record.id === 'string' && typeof record.name === 'string' && Number.isFinite(record.changed)
    && Array.isArray(record.exchanges) && record.exchanges.length > 0
    && record.filters !== null && typeof record.filters === 'object';

  const read = (id) => {
    try {
      const record = JSON.parse(store.get(keyOf(id)));
      return sound(record) && record.id === id ? record : null;
    } catch {
      return null;
    }
  };

  const ids = () => store.keys().filter((key) => key.startsWith(keyOf(''))).map((key) => key.slice(keyOf('').length));

  const nameOf = (record) => {
    // Who says hello first has not asked anything yet.
    const first = (record.exchanges.find((one) => !one?.talk) ?? record.exchanges[0])?.question;
    const named = record.name.trim() || (typeof first === 'string' ? first : '') || NAMELESS;
    return named.length > 60 ? `${named.slice(0, 58).trimEnd()} …` : named;
  };

  const write = (record) => {
    const key = keyOf(record.id), text = JSON.stringify(record);
    const others = store.keys().filter((one) => one.startsWith('qa:') && one !== key);
    const size = others.reduce((sum, one) => sum + one.length + (store.get(one)?.length ?? 0), text.length);
    try {
      if (size > MOST) throw new DOMException('full', 'QuotaExceededError');
      store.set(key, text);
      broken = false;
    } catch {
      if (!broken) {
        qa.notice('The browser has no room left for conversations: this one is shown but not kept. '
          + 'Export or delete some of them.', null, 30);
      }
      broken = true;
    }
  };

  const save = (record) => {
    // Another window has gone on with this conversation: this one goes on with a copy.
    const kept = read(record.id);
    if (kept && kept.revision !== record.revision) record.id = blank().id;
    record.revision += 1;
    record.changed = Date.now();
    write(record);
    if (record === current) remember();
    heading();
  };

  // The last one of this window, and of any. One without a question is not in the list; this window knows its filters.
  const remember = (record = current) => {
    try {
      store.set(`${PREFIX}last`, record.id);
      sessionStorage.setItem(`${PREFIX}last`, record.id);
      sessionStorage.setItem(`${PREFIX}begun`, record.exchanges.length ? '' : JSON.stringify(record));
    } catch {
      // Then the page begins with another one, which is no loss.
    }
  };
  const last = () => {
    let own = null;
    try {
      own = sessionStorage.getItem(`${PREFIX}last`);
    } catch {
      own = null;
    }
    return read(own ?? store.get(`${PREFIX}last`)) ?? begun(own);
  };
  // What this window is asking: by its token, which goes when the answer has come or was stopped.
  const session = (what, token) => {
    try {
      if (token !== undefined) sessionStorage.setItem(`${PREFIX}${what}`, token);
      return sessionStorage.getItem(`${PREFIX}${what}`);
    } catch {
      return null;
    }
  };
  const begun = (id) => {
    try {
      const record = JSON.parse(sessionStorage.getItem(`${PREFIX}begun`));
      return id && record?.id === id && typeof record.filters === 'object' ? { ...blank(), id, filters: record.filters } : null;
    } catch {
      return null;
    }
  };

  const heading = () => {
    const name = nameOf(current);
    const button = find('#qa-talks');
    if (button) {
      button.querySelector('.qa-talk-name').textContent = name;
      button.setAttribute('aria-label', `Conversations. Open now: ${name}`);
    }
    if (find('#qa-export')) find('#qa-export').disabled = !current.exchanges.length || qa.busy();
    if (find('#qa-talks-list')?.hidden === false) list();
  };

  // Show a conversation, once the answer that is growing has been stopped: it stays where it was asked for.
  let turn = 0;
  const open = async (chosen) => {
    turn += 1;
    const mine = turn;
    remember(chosen);
    await qa.settled();
    // Another one was chosen meanwhile.
    if (mine !== turn) return;
    // It may be the one whose answer has just been stopped, or one that another window has gone on with.
    current = [chosen, current, read(chosen.id)].filter((one) => one?.id === chosen.id)
      .reduce((newest, one) => (one.revision > newest.revision ? one : newest));
    remember();
    heading();
    qa.open(current);
  };

  const fresh = () => {
    open(blank());
    find('#qa-question textarea')?.focus();
  };

  const remove = async (id) => {
    const shown = id === current.id;
    if (shown) await qa.settled();
    const text = store.get(keyOf(id));
    const record = read(id);
    store.remove(keyOf(id));
    if (shown) open(blank());
    list();
    (find('#qa-talks-list button') ?? find('#qa-talks'))?.focus();
    qa.notice(`“${record ? nameOf(record) : 'A damaged conversation'}” is deleted.`, () => {
      store.set(keyOf(id), text);
      list();
      // What one has begun meanwhile stays open.
      if (record && shown && !current.exchanges.length) open(read(id));
    });
  };

  const rename = (row, record) => {
    const field = qa.make('input', { type: 'text', value: record.name || nameOf(record), maxLength: LONGEST_NAME });
    field.setAttribute('aria-label', 'Name of the conversation');
    const form = qa.make('form', { className: 'qa-renaming' }, field, qa.make('button', { type: 'submit' }, 'Rename'));
    const done = () => { list(); find(`#qa-talks-list [data-id="${CSS.escape(record.id)}"] button`)?.focus(); };
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const one = record.id === current.id ? current : record;
      one.name = field.value.trim();
      save(one);
      done();
    });
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

  const list = () => {
    const place = find('#qa-talks-list');
    if (!place) return;
    const records = ids().map((id) => [id, read(id)]).sort((one, other) => (other[1]?.changed ?? 0) - (one[1]?.changed ?? 0));
    const rows = records.map(([id, record]) => {
      const row = qa.make('li', {});
      row.dataset.id = id;
      const name = record ? nameOf(record) : 'Damaged, cannot be opened';
      const opener = qa.make('button', { type: 'button', className: 'qa-talk', disabled: !record },
        qa.make('span', {}, name), qa.make('small', {}, record ? described(record) : ''));
      if (id === current.id) opener.setAttribute('aria-current', 'true');
      opener.addEventListener('click', () => { qa.closeLists(); open(read(id)); });
      row.append(opener);
      if (record) row.append(small(name, 'Rename', () => rename(row, record)));
      row.append(small(name, 'Delete', () => remove(id)));
      return row;
    });
    place.replaceChildren(
      rows.length ? qa.make('ul', {}, ...rows) : qa.make('p', {}, 'No conversation yet.'),
      qa.make('p', { className: 'qa-aside-note' },
        'Conversations are kept in this browser only, not on the server. Whoever uses this browser can read them.'),
    );
  };

  const download = async (kind) => {
    qa.closeLists();
    if (qa.busy()) return qa.notice('Nothing was exported: an answer is still growing. Wait for it, or stop it.');
    try {
      const made = await window.qaConversation.download({ kind, name: nameOf(current), exchanges: current.exchanges });
      if (made.problem) return qa.notice(`Nothing was exported: ${made.problem}`);
      const bytes = Uint8Array.from(atob(made.content), (sign) => sign.charCodeAt(0));
      const link = qa.make('a', { href: URL.createObjectURL(new Blob([bytes], { type: made.type })), download: made.name });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    } catch {
      qa.notice('Nothing was exported: the page does not answer. Look whether it is still being served, then try again.');
    }
  };

  // What was dropped from the conversation can be brought back, until something else is asked.
  let forget = () => {};
  const undoable = (number, exchanges) => {
    const what = number === 1 ? 'The question' : `${number} questions`;
    const { id } = current, before = structuredClone(current);
    forget = qa.notice(`${what} that followed ${number === 1 ? 'is' : 'are'} dropped.`, async () => {
      await qa.settled();
      const record = (id === current.id ? current : read(id)) ?? before;
      record.exchanges = exchanges;
      save(record);
      open(record);
    });
  };

  qa.talks = {
    id: () => current.id,
    record: () => current,

    heading: () => heading(),

    // Question number `at` is asked, in place of itself and all that followed; the conversation in which it is.
    begin: (at, question, token) => {
      const { exchanges } = current, dropped = exchanges.length - 1 - at;
      forget();
      current.exchanges = [...exchanges.slice(0, at), { question, stopped: true, asked: token }];
      save(current);
      session('asking', token);
      if (dropped > 0) undoable(dropped, exchanges);
      return current.id;
    },

    // The answer to the question that was asked with that token has ended. Where the question is no more, nor is it.
    answered: (id, token, kept) => {
      const asks = (one) => token && one?.asked === token;
      const record = [current, read(id)].find((one) => one?.exchanges.some(asks));
      if (!record) return;
      record.exchanges = record.exchanges.map((one) => (asks(one) ? kept : one));
      save(record);
      if (session('asking') === token) session('asking', '');
    },

    // The answer to question number `at` was judged.
    judged: (id, at, kept) => {
      const record = id === current.id ? current : read(id);
      if (record?.exchanges[at]?.question !== kept.question || record.exchanges[at].asked) return;
      record.exchanges = record.exchanges.map((one, index) => (index === at ? kept : one));
      save(record);
    },

    // Another one, empty; the one that was open stays as it is kept.
    leave: () => { current = blank(); },

    // Of what was kept, this much can be read.
    mended: (exchanges) => { current.exchanges = exchanges; },

    filtered: (filters) => {
      if (JSON.stringify(filters) === JSON.stringify(current.filters)) return;
      current.filters = filters;
      if (current.exchanges.length) save(current);
      else remember();
    },
  };

  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('button');
    if (button?.id === 'qa-talks') list();
    else if (button?.id === 'qa-new') fresh();
    else if (button?.dataset.export) download(button.dataset.export);
  }, true);

  // Another window may have changed the list.
  addEventListener('storage', () => { if (find('#qa-talks-list')?.hidden === false) list(); });

  // Where the page was loaded anew before the answer came, it is asked again; once, lest the server does not survive it.
  const resume = async () => {
    await qa.ready();
    const at = current.exchanges.length - 1, { question, asked } = current.exchanges[at] ?? {};
    if (!asked || asked !== session('asking') || asked === session('resumed')) return;
    if (qa.ask(question, at)) session('resumed', current.exchanges[at].asked);
  };

  const started = last();
  if (started) open(started).then(resume);
  const named = () => {
    const shown = find('#qa-talks .qa-talk-name');
    if (shown && shown.textContent !== nameOf(current)) heading();
  };
  qa.watchers.push(named);
}
