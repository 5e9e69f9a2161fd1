// Where a question is written: the field below the conversation, and the one that takes a question's place to edit it.
{
  const DRAFT = `qa:draft:${encodeURIComponent(window.gradio_config?.username ?? '')}`;
  const find = (what) => document.querySelector(what);
  const own = () => find('#qa-question textarea');
  const longest = () => Number(find('#qa-question')?.dataset.longest ?? 2000);
  const length = (text) => [...text.trim()].length;

  const grow = (field) => {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 140)}px`;
  };

  // Nothing is cut: who pastes too much is told, and shortens it.
  const tooLong = (field) => {
    const over = length(field.value) > longest();
    let said = field.parentElement.querySelector('.qa-too-long');
    if (!over) said?.remove();
    else {
      if (!said) {
        said = qa.make('p', { className: 'qa-too-long', role: 'status' });
        field.after(said);
      }
      const text = `${length(field.value).toLocaleString('en')} characters, and ${longest().toLocaleString('en')} can be asked: make it shorter.`;
      if (said.textContent !== text) said.textContent = text;
    }
    return over;
  };

  // What is being written outlives a reload of the page, in this window.
  const draft = {
    get: () => {
      try {
        return sessionStorage.getItem(DRAFT) ?? '';
      } catch {
        return '';
      }
    },
    set: (text) => {
      try {
        sessionStorage.setItem(DRAFT, text);
      } catch {
        // Then it is as long-lived as the page.
      }
    },
  };

  const send = async (field) => {
    // Who is quicker than the conversation that is being opened need not press twice.
    await qa.ready();
    if (tooLong(field) || !qa.ask(field.value)) return;
    field.value = '';
    draft.set('');
    grow(field);
    // A keyboard on the screen would cover the answer.
    if (!qa.typed()) field.blur();
  };

  qa.editing = (mine, written, at) => {
    const question = mine.querySelector('.qa-question');
    const field = qa.make('textarea', { rows: 2, value: written });
    field.setAttribute('aria-label', `Question ${at + 1}`);
    const form = qa.make('form', { className: 'qa-editing' }, qa.make('div', {}, field),
      qa.make('button', { type: 'submit' }, 'Ask'),
      qa.make('button', { type: 'button', className: 'qa-quiet qa-do-cancel' }, 'Cancel'));
    const close = () => {
      form.remove();
      mine.toggleAttribute('data-editing', false);
      mine.querySelector('.qa-do-edit').focus();
    };
    form.addEventListener('input', () => tooLong(field));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (!field.value.trim() || qa.busy() || tooLong(field)) return;
      close();
      qa.ask(field.value, at);
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

  // Who comes to ask may type at once; not where a transcript was come for, or where a keyboard would come over the page.
  const atHand = (field) => {
    const free = !document.activeElement || document.activeElement === document.body;
    const came = new URLSearchParams(location.search).has('doc');
    if (free && !came && field.offsetParent && qa.typed()) {
      field.focus({ preventScroll: true });
    }
  };

  document.addEventListener('submit', (event) => {
    if (!event.target.closest?.('#qa-ask')) return;
    event.preventDefault();
    send(own());
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || !event.target.closest?.('#qa-question')) return;
    event.preventDefault();
    send(event.target);
  });
  document.addEventListener('input', (event) => {
    if (!event.target.closest?.('#qa-question')) return;
    draft.set(event.target.value);
    grow(event.target);
    tooLong(event.target);
    // In a window that is zoomed into, the page scrolls: to all of the field, not to the line that is typed in.
    event.target.scrollIntoView({ block: 'nearest' });
  });

  // Asked before this was there to be asked: see early.js.
  if (window.qaEarly && own()?.value.trim()) send(own());

  qa.watchers.push(() => {
    const field = own();
    if (!field || field.qaDrafted) return;
    field.qaDrafted = true;
    atHand(field);
    if (field.value || !draft.get()) return;
    field.value = draft.get();
    grow(field);
    tooLong(field);
  });
}
