// Judging an answer: a thumb is stored at once, beside the index; why one thinks so may follow. The conversation remembers it.
{
  const THUMB = '<svg viewBox="0 0 24 24" width="17" height="17" aria-hidden="true" fill="none" stroke="currentColor" '
    + 'stroke-width="1.8" stroke-linejoin="round"><path d="M7 10v10H3.5V10zM7 10l4.2-7c1.7 0 2.6 1.2 2.3 2.8L12.8 9H19c1.3 0 2.2 1.2 '
    + '1.9 2.5l-1.7 6.9c-.2.9-1 1.6-2 1.6H7"/></svg>';
  const LABELS = { up: 'Good answer', down: 'Not a good answer' };

  const send = async (judgement) => {
    try {
      return await window.qaConversation.judge(judgement);
    } catch {
      return { problem: 'Your judgement could not be sent. Look whether the page is still being served, then try again.' };
    }
  };

  const say = (place, text, problem) => place.replaceChildren(
    qa.make('p', { className: problem ? 'qa-judged qa-problem' : 'qa-judged', role: 'status' }, text),
  );

  // A comment, after the thumb is stored: a second line of the file, which takes the place of the first.
  const commenting = (place, stored, give) => {
    const comment = qa.make('textarea', { rows: 2, placeholder: 'Why? If you like.' });
    comment.setAttribute('aria-label', 'Comment on the answer');
    const submit = qa.make('button', { type: 'submit' }, 'Send');
    const no = qa.make('button', { type: 'button', className: 'qa-quiet' }, 'No comment');
    const form = qa.make('form', { className: 'qa-judging' },
      qa.make('p', { role: 'status' }, `Stored in ${stored}, beside the index on the machine that serves this page.`), comment, submit, no);
    const close = () => {
      place.replaceChildren();
      place.closest('.qa-tail').querySelector('[aria-pressed=true]')?.focus();
    };
    no.addEventListener('click', close);
    form.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        event.preventDefault();
        close();
      } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.target === comment) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      if (!comment.value.trim()) return close();
      submit.disabled = true;
      const { file, problem } = await give(comment.value);
      submit.disabled = false;
      form.querySelector('.qa-problem')?.remove();
      if (problem) form.prepend(qa.make('p', { className: 'qa-judged qa-problem', role: 'alert' }, problem));
      else {
        say(place, `Thank you. Your comment is stored in ${file} too.`);
        if (document.activeElement === document.body) {
          place.closest('.qa-tail').querySelector('[aria-pressed=true]')?.focus({ preventScroll: true });
        }
      }
    });
    place.replaceChildren(form);
    comment.focus();
  };

  // Two thumbs among the actions below the answer to question number `at`, of which the browser keeps `kept`.
  qa.thumbs = (tail, at, kept) => {
    const place = tail.querySelector('.qa-judge'), buttons = new Map();
    const each = (what) => buttons.forEach(what);
    const press = () => each((button, verdict) => button.setAttribute('aria-pressed', String(kept.verdict === verdict)));
    const judge = async (pressed) => {
      const id = qa.talks.id();
      const { verdict: before, judgement = crypto.getRandomValues(new Uint32Array(2)).join('-'), ...exchange } = kept;
      const verdict = before === pressed ? 'withdrawn' : pressed;
      const give = (comment) => send({ verdict, comment, judgement, exchange });
      each((button) => { button.disabled = true; });
      const { file, problem } = await give('');
      each((button) => { button.disabled = false; });
      if (problem) return say(place, problem, true);
      kept = { ...exchange, judgement, ...(verdict === 'withdrawn' ? {} : { verdict }) };
      qa.talks.judged(id, at, kept);
      press();
      if (verdict === 'withdrawn') say(place, 'Your judgement is taken back.');
      else commenting(place, file, give);
    };
    for (const [verdict, label] of Object.entries(LABELS)) {
      const button = qa.make('button', { type: 'button', className: `qa-quiet qa-do-${verdict}`, ariaLabel: label, title: label });
      button.innerHTML = THUMB;
      button.addEventListener('click', () => judge(verdict));
      buttons.set(verdict, button);
    }
    tail.querySelector('.qa-actions').append(...buttons.values());
    press();
  };
}
