// Judging an answer: a thumb opens a field for a comment; what is sent is stored beside the index.
{
  qa.judging = (verdict, kept, place) => {
    const comment = qa.make('textarea', { rows: 2, maxLength: 2000, placeholder: 'A comment, if you like' });
    comment.setAttribute('aria-label', 'Comment on the answer');
    const send = qa.make('button', { type: 'submit' }, 'Send');
    const cancel = qa.make('button', { type: 'button', className: 'qa-quiet' }, 'Cancel');
    const said = verdict === 'up' ? 'A good answer.' : 'Not a good answer.';
    const form = qa.make('form', { className: 'qa-judging' },
      qa.make('p', {}, `${said} It is stored with your comment on the machine that serves this page.`), comment, send, cancel);
    const result = (text, problem) => {
      place.replaceChildren(qa.make('p', { className: problem ? 'qa-judged qa-problem' : 'qa-judged', role: 'status' }, text));
    };
    cancel.addEventListener('click', () => place.replaceChildren());
    form.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        event.preventDefault();
        place.replaceChildren();
      } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.target === comment) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      send.disabled = true;
      try {
        const { file, problem } = await window.qaConversation.judge({ verdict, comment: comment.value, exchange: kept });
        result(problem ?? `Thank you. Your judgement is stored in ${file}, beside the index.`, problem);
      } catch {
        result('Your judgement could not be sent. Look whether the page is still being served, then try again.', true);
      }
    });
    place.replaceChildren(form);
    comment.focus();
  };
}
