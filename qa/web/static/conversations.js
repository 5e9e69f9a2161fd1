// The conversation that is open: what is asked and answered in it is kept, and another one takes its place. How they are
// kept is in conversation_store.js.
{
  const find = (what) => document.querySelector(what);
  const kept = qa.kept;
  let current = kept.blank();

  const save = (record) => {
    // Another window has gone on with this conversation: this one goes on with a copy.
    const before = kept.read(record.id);
    if (before && before.revision !== record.revision) {
      record.id = kept.blank().id;
      qa.notice('Another window has gone on with this conversation: this one goes on with a copy.');
    }
    record.revision += 1;
    record.changed = Date.now();
    kept.write(record);
    if (record === current) kept.remember(current);
    heading();
  };

  const heading = () => {
    const name = kept.nameOf(current);
    const button = find('#qa-talks');
    if (button) {
      button.querySelector('.qa-talk-name').textContent = name;
      button.setAttribute('aria-label', `Conversations. Open now: ${name}`);
    }
    if (find('#qa-export')) find('#qa-export').disabled = !current.exchanges.length || qa.busy();
    qa.listTalks();
  };

  // Show a conversation, once the answer that is growing has been stopped: it stays where it was asked for.
  let turn = 0;
  const open = async (chosen) => {
    turn += 1;
    const mine = turn;
    kept.remember(chosen);
    await qa.settled();
    // Another one was chosen meanwhile.
    if (mine !== turn) return;
    // It may be the one whose answer has just been stopped, or one that another window has gone on with.
    current = [chosen, current, kept.read(chosen.id)].filter((one) => one?.id === chosen.id)
      .reduce((newest, one) => (one.revision > newest.revision ? one : newest));
    kept.remember(current);
    heading();
    qa.open(current);
  };

  const fresh = () => {
    open(kept.blank());
    find('#qa-question textarea')?.focus();
  };

  const download = async (kind) => {
    qa.closeLists();
    if (qa.busy()) return qa.notice('Nothing was exported: an answer is still growing. Wait for it, or stop it.');
    try {
      const made = await window.qaConversation.download({ kind, name: kept.nameOf(current), exchanges: current.exchanges });
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
      const record = (id === current.id ? current : kept.read(id)) ?? before;
      record.exchanges = exchanges;
      save(record);
      open(record);
    });
  };

  qa.talks = {
    id: () => current.id,
    record: () => current,

    heading: () => heading(),

    open: (record) => open(record),

    rename: (record, name) => {
      const one = record.id === current.id ? current : record;
      one.name = name;
      save(one);
    },

    // Question number `at` is asked, in place of itself and all that followed; the conversation in which it is.
    begin: (at, question, token) => {
      const { exchanges } = current, dropped = exchanges.length - 1 - at;
      forget();
      current.exchanges = [...exchanges.slice(0, at), { question, stopped: true, asked: token }];
      save(current);
      kept.session('asking', token);
      if (dropped > 0) undoable(dropped, exchanges);
      return current.id;
    },

    // The answer to the question that was asked with that token has ended. Where the question is no more, nor is it; in
    // a conversation that was deleted it waits for the undo.
    answered: (id, token, answer) => {
      const asks = (one) => token && one?.asked === token;
      const record = [kept.deleted(id), current, kept.read(id)].find((one) => one?.exchanges.some(asks));
      if (!record) return;
      record.exchanges = record.exchanges.map((one) => (asks(one) ? answer : one));
      if (record === kept.deleted(id)) return;
      save(record);
      if (kept.session('asking') === token) kept.session('asking', '');
    },

    // The answer to question number `at` was judged.
    judged: (id, at, judged) => {
      const record = id === current.id ? current : kept.read(id);
      if (record?.exchanges[at]?.question !== judged.question || record.exchanges[at].asked) return;
      record.exchanges = record.exchanges.map((one, index) => (index === at ? judged : one));
      save(record);
    },

    // Another one, empty; the one that was open stays as it is kept.
    leave: () => { current = kept.blank(); },

    // Of what was kept, this much can be read.
    mended: (exchanges) => { current.exchanges = exchanges; },

    filtered: (filters) => {
      if (JSON.stringify(filters) === JSON.stringify(current.filters)) return;
      current.filters = filters;
      if (current.exchanges.length) save(current);
      else kept.remember(current);
    },
  };

  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('button');
    if (button?.id === 'qa-new') fresh();
    else if (button?.dataset.export) download(button.dataset.export);
  }, true);

  // Where the page was loaded anew before the answer came, it is asked again; once, lest the server does not survive it.
  const resume = async () => {
    await qa.ready();
    const at = current.exchanges.length - 1, { question, asked } = current.exchanges[at] ?? {};
    if (!asked || asked !== kept.session('asking') || asked === kept.session('resumed')) return;
    if (qa.ask(question, at)) kept.session('resumed', current.exchanges[at].asked);
  };

  const started = kept.last();
  if (started) open(started).then(resume);
  const named = () => {
    const shown = find('#qa-talks .qa-talk-name');
    if (shown && shown.textContent !== kept.nameOf(current)) heading();
  };
  qa.watchers.push(named);
}
