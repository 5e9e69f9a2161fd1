// Conversations are kept by the browser and by nobody else: several, each under a key of its own, so that two windows
// do not write over each other. What is kept is read with care: a browser's store may hold anything.
{
  const VERSION = 1;
  const MOST = 4_000_000;
  const NAMELESS = 'Untitled';
  const PREFIX = `qa:${VERSION}:${encodeURIComponent(window.gradio_config?.username ?? '')}:`;
  const blank = () => ({
    version: VERSION, id: crypto.getRandomValues(new Uint32Array(3)).join('-'), name: '', changed: 0, revision: 0,
    filters: {}, exchanges: [],
  });
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

  const text = (id) => store.get(keyOf(id));
  const read = (id) => {
    try {
      const record = JSON.parse(text(id));
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

  // The last one of this window, and of any. One without a question is not in the list; this window knows its filters.
  const remember = (record) => {
    try {
      store.set(`${PREFIX}last`, record.id);
      sessionStorage.setItem(`${PREFIX}last`, record.id);
      sessionStorage.setItem(`${PREFIX}begun`, record.exchanges.length ? '' : JSON.stringify(record));
    } catch {
      // Then the page begins with another one, which is no loss.
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

  // What was deleted since the page was loaded, so that it can come back; what is still to come of it finds it here.
  const deleted = new Map();
  const remove = (id) => {
    const text = store.get(keyOf(id)), record = read(id);
    store.remove(keyOf(id));
    deleted.set(id, { text, record });
    return record;
  };
  const restore = (id) => {
    const { text, record } = deleted.get(id);
    deleted.delete(id);
    if (record) write(record);
    else store.set(keyOf(id), text);
  };

  qa.kept = {
    blank, ids, text, read, write, nameOf, remember, last, session, remove, restore,
    deleted: (id) => deleted.get(id)?.record ?? null,
  };
}
