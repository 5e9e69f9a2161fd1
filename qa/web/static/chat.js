// The conversation: what is shown of it, and what one does to it. The server answers with one exchange at a time.
{
  const LONGEST = 200;
  const PATIENCE = 3000;
  const SEARCHING = 'Searching the transcripts …';
  const find = (what) => document.querySelector(what);
  const newToken = () => crypto.getRandomValues(new Uint32Array(2)).join('-');
  // Question, answer as HTML, answer as text, and what the browser keeps of it, by position. `token` is that of the call
  // whose answer is still to come.
  let shown = [];
  // The question that is being answered, and the conversation that is being opened: one thing at a time.
  let asked = null;
  let opening = null;
  let slow = 0, lost = 0, unreached = 0;

  const call = (name, data) => {
    const now = () => window.qaConversation.send(name, data);
    if (window.qaConversation) now();
    else document.addEventListener('qa-conversation', now, { once: true });
  };

  const word = (kind, text) => qa.make('p', { className: kind }, text).outerHTML;
  const problem = (text) => qa.make('div', { className: 'qa-notice qa-problem', role: 'alert' }, text).outerHTML;

  // Whoever waits for `done` is let go on when `over` is called.
  const waiting = (properties) => {
    const one = { ...properties, token: newToken() };
    one.done = new Promise((resolve) => { one.over = resolve; });
    return one;
  };

  const working = () => {
    const begun = Boolean(asked ?? opening);
    // The filters are about to become those of the conversation that is being opened.
    for (const part of ['#qa-filters', '#qa-chips']) find(part)?.toggleAttribute('inert', opening !== null);
    find('#qa-ask')?.toggleAttribute('data-busy', begun);
    find('#qa-log')?.setAttribute('aria-busy', String(begun));
    clearTimeout(slow);
    clearInterval(lost);
    unreached = 0;
    qa.talks.heading();
    if (!begun) return;
    lost = setInterval(look, 2500);
    slow = setTimeout(() => {
      const waits = find('#qa-log > :last-child .qa-pending');
      if (waits) {
        waits.textContent = 'Still searching. The first answer after a start waits for the model; if it takes much longer, '
          + 'look whether the page is still being served, then ask again.';
        qa.hear(waits.textContent);
      }
    }, 15000);
  };

  // Nothing has come for a while. A question that is sent in the moment in which the stream of the one before is closed
  // gets none of its own: its answer waits on the server until the next call opens one. Where the session or the server is
  // gone, nothing will ever come.
  const look = async () => {
    const mine = asked ?? opening;
    const state = await qa.reached();
    if (!mine || mine !== (asked ?? opening)) return;
    if (state === 'here') {
      unreached = 0;
      if (asked?.failed) recall();
      else call('wake', {});
    } else if (state === 'signed out') failed(qa.SIGNED_OUT);
    else if (++unreached > 1) failed(`${qa.AWAY} ${asked ? 'The question is asked again when the page is back' : 'Reload the page when it is back'}.`);
  };

  // A call has failed: this one, or one that was stopped before. Which it was is seen when nothing comes.
  window.qaFailed = () => { if (asked) asked.failed = true; };

  // What is waited for will not come.
  const failed = (why) => {
    if (asked) finish({ html: problem(why), whole: true, plain: '' });
    else {
      qa.notice(`The conversation cannot be shown. ${why}`, null, 60);
      opening.over();
      opening = null;
      shown = [];
      find('#qa-talk')?.removeAttribute('data-opening');
      qa.talks.leave();
      working();
    }
  };

  // The answer that is growing ends here.
  const finish = (one) => {
    const at = shown.length - 1, { over } = asked;
    shown[at] = { ...shown[at], ...one };
    asked = null;
    const reply = draw(at)?.querySelector('.qa-reply');
    if (reply) qa.hearReply(reply);
    working();
    over();
  };

  const action = (name, text, properties = {}) => qa.make(
    'button', { type: 'button', className: `qa-quiet qa-do-${name}`, ...properties }, text,
  );

  // Only what has changed is drawn anew: what one reads, has marked or has opened stays.
  const drawReply = (reply, html) => {
    if (reply.qaHtml === html) return;
    reply.qaHtml = html;
    const made = qa.make('div', {});
    made.innerHTML = html;
    for (const one of made.querySelectorAll('.qa-heading')) Object.assign(one, { role: 'heading', ariaLevel: '3' });
    const now = made.firstElementChild, before = reply.firstElementChild;
    const parts = [...now.children], texts = parts.map((part) => part.outerHTML);
    if (before?.className === 'qa-answer' && now.className === 'qa-answer') {
      parts.forEach((part, index) => {
        if (texts[index] === reply.qaParts[index]) return;
        if (before.children[index]) before.children[index].replaceWith(part);
        else before.append(part);
      });
      while (before.children.length > parts.length) before.lastElementChild.remove();
    } else reply.replaceChildren(now);
    reply.qaParts = texts;
  };

  // One exchange on the page. Its texts are set as text; the answer is HTML of the server's, in which all text is escaped.
  const draw = (at) => {
    const log = find('#qa-log');
    if (!log) return null;
    let one = log.children[at];
    if (!one) {
      one = qa.make('article', { className: 'qa-exchange' },
        qa.make('div', { className: 'qa-mine' }, qa.make('div', { className: 'qa-question', role: 'heading', ariaLevel: '2' }), action('edit', 'Edit')),
        qa.make('div', { className: 'qa-reply' }), qa.make('div', { className: 'qa-tail' }));
      one.setAttribute('aria-label', `Question ${at + 1}`);
      one.querySelector('.qa-do-edit').setAttribute('aria-label', `Edit question ${at + 1}`);
      log.append(one);
    }
    const { question, html, whole, plain, kept } = shown[at];
    one.querySelector('.qa-question').textContent = question;
    const [, reply, tail] = one.children;
    drawReply(reply, html);
    if (!whole) tail.replaceChildren();
    else if (tail.qaHtml !== html || !tail.hasChildNodes()) {
      tail.qaHtml = html;
      const actions = qa.make('div', { className: 'qa-actions' });
      if (plain) actions.append(action('copy', 'Copy'));
      actions.append(action('again', 'Ask again'));
      tail.replaceChildren(actions, qa.make('div', { className: 'qa-judge' }));
      // To whoever says hello it is shown what can be asked; there is nothing to judge.
      const examples = kept?.talk && find('#qa-welcome .qa-examples')?.cloneNode(true);
      if (examples) tail.prepend(examples);
      else if (kept?.answer && !kept.stopped) qa.thumbs(tail, at, kept);
    }
    return one;
  };

  const drawAll = () => {
    find('#qa-log')?.replaceChildren();
    shown.forEach((_, at) => draw(at));
  };

  // A new question stands at the top, with its answer growing below: one reads from the beginning.
  const toLast = () => {
    const log = find('#qa-log'), last = log?.lastElementChild;
    if (last) log.scrollTop += last.getBoundingClientRect().top - log.getBoundingClientRect().top - 4;
  };

  // Ask, in place of question number `at` and of all that follows it; at the end, where none is given.
  qa.ask = (written, at = shown.length) => {
    const question = written.trim();
    if (!question || qa.busy()) return false;
    if (at >= LONGEST) {
      qa.notice('This conversation is full. Begin a new one; this one stays in the list.');
      return false;
    }
    qa.closeFilters();
    asked = waiting({ at, question });
    shown.length = at;
    shown.push({ question, html: word('qa-pending', SEARCHING), whole: false, token: asked.token });
    while ((find('#qa-log')?.children.length ?? 0) > at) find('#qa-log').lastElementChild.remove();
    draw(at);
    toLast();
    qa.hear(SEARCHING);
    // Where the page is left before the answer has come, the question is there to be asked again.
    asked.id = qa.talks.begin(at, question, asked.token);
    working();
    call('ask', { id: asked.id, token: asked.token, at, question });
    return true;
  };

  qa.busy = () => Boolean(asked ?? opening);
  qa.opening = () => opening !== null;
  qa.ready = () => opening?.done ?? Promise.resolve();

  // Stop the answer that is growing, if one is; resolved when it has.
  qa.stop = () => {
    const mine = asked;
    if (!mine) return Promise.resolve();
    if (!mine.stopping) {
      mine.stopping = true;
      call('stop', { id: mine.id, token: mine.token, at: mine.at, question: mine.question });
      // Where the server is gone, nothing comes back.
      setTimeout(() => {
        if (asked === mine) finish({ html: word('qa-stopped', 'Stopped.'), whole: true, plain: '' });
      }, PATIENCE);
    }
    return mine.done;
  };

  // Nothing is being answered or opened any more: what was under way stands where it belongs.
  qa.settled = async () => {
    while (asked ?? opening) await (asked ? qa.stop() : opening.done);
  };

  // Show a conversation as the browser kept it, once things have settled.
  qa.open = (record) => {
    opening = waiting({ id: record.id });
    shown = [];
    drawAll();
    find('#qa-talk')?.toggleAttribute('data-opening', record.exchanges.length > 0);
    working();
    const mine = opening;
    looked().then(() => {
      if (opening !== mine) return;
      call('restore', { id: record.id, token: mine.token, exchanges: record.exchanges, filters: record.filters });
    });
  };

  // The page's first look at the index draws the filters as they were before: coming late, it would undo what was restored.
  const looked = () => new Promise((go) => {
    const until = Date.now() + 5000;
    const see = () => (find('.qa-chips[data-looked]') || Date.now() > until ? go() : setTimeout(see, 30));
    see();
  });

  const damaged = (number) => {
    const what = number === 1 ? '1 question' : `${number} questions`;
    qa.notice(`${what} of this conversation could not be read and cannot be shown.`);
  };

  const opened = (told) => {
    const { over } = opening;
    opening = null;
    shown = told.exchanges;
    find('#qa-talk')?.removeAttribute('data-opening');
    working();
    drawAll();
    toLast();
    if (told.damaged) {
      qa.talks.mended(shown.map((one) => one.kept));
      damaged(told.damaged);
    }
    over();
  };

  // The server has forgotten the session, as after a long sleep: it is told what went before, and asked once more.
  const recall = () => {
    if (asked.recalled) return failed('The page has lost this conversation: reload the page, then ask again.');
    Object.assign(asked, { recalled: true, failed: false });
    const { filters, exchanges } = qa.talks.record();
    return call('restore', { id: asked.id, token: asked.token, exchanges: exchanges.slice(0, asked.at), filters });
  };
  const recalled = (told) => {
    if (told.damaged) {
      asked.at = told.exchanges.length;
      qa.talks.mended([...told.exchanges.map((one) => one.kept), qa.talks.record().exchanges.at(-1)]);
      shown = [...told.exchanges, shown.at(-1)];
      drawAll();
      damaged(told.damaged);
    }
    call('ask', { id: asked.id, token: asked.token, at: asked.at, question: asked.question });
  };

  window.qaReceive = (value) => {
    if (!value) return;
    const told = JSON.parse(value);
    const mine = told.token === asked?.token;
    if (told.token === (asked ?? opening)?.token) clearInterval(lost);
    if (told.all) {
      if (mine) recalled(told);
      else if (told.token === opening?.token) opened(told);
      return;
    }
    if (told.lost) {
      if (mine) recall();
      return;
    }
    for (const one of told.exchanges) {
      // An answer stands where its question was asked, whatever is shown by now.
      if (one.whole) qa.talks.answered(told.id, told.token, one.kept);
      const at = shown.findIndex((other) => other.token === told.token);
      if (at < 0) continue;
      if (mine && one.whole) finish({ ...one, token: null });
      else if (mine) {
        shown[at] = { ...shown[at], html: one.html };
        draw(at);
      } else if (one.whole) {
        // It was given up, and comes after all.
        shown[at] = one;
        draw(at);
      }
    }
  };

  const copy = async (button, at, answer) => {
    button.textContent = await qa.copy(shown[at].plain, answer && qa.written(answer)) ? 'Copied' : 'Copying is not allowed here';
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  };

  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('button');
    if (!button) return;
    if (button.matches('.qa-ask-this')) qa.ready().then(() => qa.ask(button.textContent));
    else if (button.id === 'qa-stop') qa.stop();
    const one = button.closest('#qa-log > .qa-exchange');
    if (!one) return;
    const at = [...one.parentElement.children].indexOf(one);
    if (button.matches('.qa-do-copy')) copy(button, at, one.querySelector('.qa-answer'));
    else if (button.matches('.qa-do-again')) qa.ask(shown[at].question, at);
    else if (button.matches('.qa-do-edit') && !qa.busy()) qa.editing(one.querySelector('.qa-mine'), shown[at].question, at);
  });

  // Where the panel was taken off the page and comes back, so does what it showed.
  qa.watchers.push(() => {
    const log = find('#qa-log');
    if (log && !log.hasChildNodes() && shown.length) drawAll();
  });
}
