// The conversation: what is shown of it, and what one does to it. The server answers with one exchange at a time.
{
  const LONGEST = 200;
  const find = (what) => document.querySelector(what);
  // Question, answer as HTML, answer as text, and what the browser keeps of it, by position.
  let shown = [];
  let busy = false;
  let again = null;
  let ended = [];
  let slow = 0;
  let lost = 0;

  const call = (name, data) => {
    const now = () => window.qaConversation.send(name, data);
    if (window.qaConversation) now();
    else document.addEventListener('qa-conversation', now, { once: true });
  };

  const word = (kind, text) => qa.make('p', { className: kind }, text).outerHTML;

  const working = (begun) => {
    busy = begun;
    find('#qa-ask')?.toggleAttribute('data-busy', begun);
    find('#qa-log')?.setAttribute('aria-busy', String(begun));
    clearTimeout(slow);
    clearInterval(lost);
    if (begun) {
      // A question that is sent in the moment in which the stream of the one before is closed gets none of its own: its
      // answer waits on the server until the next call opens one.
      lost = setInterval(() => call('wake', {}), 2500);
      slow = setTimeout(() => {
        const waits = find('#qa-log > :last-child .qa-pending');
        if (waits) {
          waits.textContent = 'Still searching. The first answer after a start waits for the model; if it takes much longer, '
            + 'look whether the page is still being served, then ask again.';
        }
      }, 15000);
    } else {
      ended.forEach((resolve) => resolve());
      ended = [];
    }
  };

  const action = (name, text, properties = {}) => qa.make(
    'button', { type: 'button', className: `qa-quiet qa-do-${name}`, ...properties }, text,
  );

  const THUMB = '<svg viewBox="0 0 24 24" width="17" height="17" aria-hidden="true" fill="none" stroke="currentColor" '
    + 'stroke-width="1.8" stroke-linejoin="round"><path d="M7 10v10H3.5V10zM7 10l4.2-7c1.7 0 2.6 1.2 2.3 2.8L12.8 9H19c1.3 0 2.2 1.2 '
    + '1.9 2.5l-1.7 6.9c-.2.9-1 1.6-2 1.6H7"/></svg>';
  const thumb = (verdict, label) => {
    const button = action(verdict, '', { ariaLabel: label, title: label });
    button.innerHTML = THUMB;
    return button;
  };

  // One exchange on the page. Its texts are set as text; the answer is HTML of the server's, in which all text is escaped.
  const draw = (at) => {
    const log = find('#qa-log');
    if (!log) return null;
    let one = log.children[at];
    if (!one) {
      one = qa.make('article', { className: 'qa-exchange' },
        qa.make('div', { className: 'qa-mine' }, qa.make('div', { className: 'qa-question' }), action('edit', 'Edit')),
        qa.make('div', { className: 'qa-reply' }), qa.make('div', { className: 'qa-tail' }));
      one.setAttribute('aria-label', `Question ${at + 1}`);
      one.querySelector('.qa-do-edit').setAttribute('aria-label', `Edit question ${at + 1}`);
      log.append(one);
    }
    const { question, html, whole, plain, kept } = shown[at];
    one.querySelector('.qa-question').textContent = question;
    const [, reply, tail] = one.children;
    if (reply.qaHtml !== html) reply.innerHTML = reply.qaHtml = html;
    if (!whole) tail.replaceChildren();
    else if (!tail.hasChildNodes()) {
      const actions = qa.make('div', { className: 'qa-actions' });
      if (plain) actions.append(action('copy', 'Copy'));
      actions.append(action('again', 'Ask again'));
      if (kept?.answer && !kept.stopped) {
        actions.append(thumb('up', 'Good answer'), thumb('down', 'Not a good answer'));
      }
      tail.append(actions, qa.make('div', { className: 'qa-judge' }));
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
    if (!question || busy) return false;
    if (at >= LONGEST) {
      qa.notice('This conversation is full. Begin a new one; this one stays in the list.');
      return false;
    }
    if (at < shown.length - 1) qa.talks.undoable(shown.length - 1 - at);
    shown.length = at;
    shown.push({ question, html: word('qa-pending', 'Searching the transcripts …'), whole: false });
    while ((find('#qa-log')?.children.length ?? 0) > at) find('#qa-log').lastElementChild.remove();
    draw(at);
    toLast();
    working(true);
    // Where the page is left before the answer has come, the question is there to be asked again.
    qa.talks.keep(qa.talks.id(), at, { question, stopped: true });
    call('ask', { id: qa.talks.id(), at, question });
    return true;
  };

  // Stop the answer that is growing, if one is; resolved when it has.
  qa.stop = () => new Promise((resolve) => {
    if (!busy) return resolve();
    const at = shown.length - 1;
    ended.push(resolve);
    call('stop', { id: qa.talks.id(), at, question: shown[at]?.question ?? '' });
    // Where the server is gone, nothing comes back.
    setTimeout(() => {
      if (!busy || shown[at]?.whole) return;
      shown[at] = { ...shown[at], html: word('qa-stopped', 'Stopped.'), whole: true };
      draw(at);
      working(false);
    }, 3000);
  });

  // Show a conversation as the browser kept it.
  qa.open = async (record) => {
    await qa.stop();
    shown = [];
    drawAll();
    find('#qa-talk')?.toggleAttribute('data-opening', record.exchanges.length > 0);
    working(record.exchanges.length > 0);
    call('restore', { id: record.id, exchanges: record.exchanges, filters: record.filters });
  };

  const opened = (told) => {
    shown = told.exchanges;
    find('#qa-talk')?.removeAttribute('data-opening');
    working(false);
    drawAll();
    toLast();
    if (told.damaged) {
      qa.talks.mended(shown.map((one) => one.kept));
      const what = told.damaged === 1 ? '1 question' : `${told.damaged} questions`;
      qa.notice(`${what} of this conversation could not be read and cannot be shown.`);
    }
    if (again) qa.ask(again.question, Math.min(again.at, shown.length));
    again = null;
  };

  window.qaReceive = (value) => {
    if (!value) return;
    const told = JSON.parse(value);
    clearInterval(lost);
    if (told.id !== qa.talks.id()) {
      told.exchanges.filter((one) => one.whole && !told.all).forEach((one) => qa.talks.keep(told.id, one.at, one.kept));
      return;
    }
    if (told.all) return opened(told);
    if (told.lost) {
      // The server has forgotten the session, as after a long sleep: it is told what went before, and asked once more.
      const at = shown.length - 1;
      again = { at, question: shown[at].question };
      const record = qa.talks.record();
      return call('restore', { id: record.id, exchanges: record.exchanges.slice(0, at), filters: record.filters });
    }
    for (const one of told.exchanges) {
      if (!busy || one.at !== shown.length - 1) continue;
      shown[one.at] = one;
      draw(one.at);
      if (!one.whole) continue;
      working(false);
      qa.talks.keep(told.id, one.at, one.kept);
    }
  };

  const edit = (mine, at) => {
    const question = mine.querySelector('.qa-question');
    const field = qa.make('textarea', { rows: 2, maxLength: 2000, value: shown[at].question });
    field.setAttribute('aria-label', `Question ${at + 1}`);
    const form = qa.make('form', { className: 'qa-editing' }, field,
      qa.make('button', { type: 'submit' }, 'Ask'), action('cancel', 'Cancel'));
    const close = () => {
      form.remove();
      mine.toggleAttribute('data-editing', false);
      mine.querySelector('.qa-do-edit').focus();
    };
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (field.value.trim() && !busy) {
        close();
        qa.ask(field.value, at);
      }
    });
    form.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        event.preventDefault();
        close();
      } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.target === field) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
    form.querySelector('.qa-do-cancel').addEventListener('click', close);
    mine.toggleAttribute('data-editing', true);
    question.after(form);
    field.focus();
  };

  const copy = async (button, at) => {
    button.textContent = await qa.copy(shown[at].plain) ? 'Copied' : 'Copying is not allowed here';
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  };

  const send = (field) => {
    if (!qa.ask(field.value)) return;
    field.value = '';
    grow(field);
  };
  const grow = (field) => {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 140)}px`;
  };

  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('button');
    if (!button) return;
    if (button.matches('.qa-ask-this')) qa.ask(button.textContent);
    else if (button.id === 'qa-stop') qa.stop();
    const one = button.closest('#qa-log > .qa-exchange');
    if (!one) return;
    const at = [...one.parentElement.children].indexOf(one);
    if (button.matches('.qa-do-copy')) copy(button, at);
    else if (button.matches('.qa-do-again')) qa.ask(shown[at].question, at);
    else if (button.matches('.qa-do-edit') && !busy) edit(one.querySelector('.qa-mine'), at);
    else if (button.matches('.qa-do-up, .qa-do-down')) {
      qa.judging(button.matches('.qa-do-up') ? 'up' : 'down', shown[at].kept, one.querySelector('.qa-judge'));
    }
  });
  document.addEventListener('submit', (event) => {
    if (!event.target.closest?.('#qa-ask')) return;
    event.preventDefault();
    send(find('#qa-question textarea'));
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || !event.target.closest?.('#qa-question')) return;
    event.preventDefault();
    send(event.target);
  });
  document.addEventListener('input', (event) => {
    if (event.target.closest?.('#qa-question')) grow(event.target);
  });

  // Where the panel was taken off the page and comes back, so does what it showed.
  qa.watchers.push(() => {
    const log = find('#qa-log');
    if (log && !log.hasChildNodes() && shown.length) drawAll();
  });
}
