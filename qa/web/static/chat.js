// The conversation: copying an answer, keeping the newest question in view, names for what the chatbot shows.
{
  const copied = async (link) => {
    const plain = link.closest('.qa-answer')?.querySelector('.qa-plain');
    const done = plain && await qa.copy(plain.innerText || plain.textContent);
    link.textContent = done ? 'Copied' : 'Copying is not allowed here';
    setTimeout(() => { link.textContent = 'Copy'; }, 2000);
  };

  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href$="#qa-copy"]');
    if (!link) return;
    event.preventDefault();
    copied(link);
  }, true);

  // A new question stands at the top, with its answer growing below: one reads from the beginning.
  let height = 0;
  const grown = () => {
    const log = document.querySelector('#qa-chat .bubble-wrap');
    const rows = log?.querySelectorAll('.user-row');
    if (!rows?.length || log.scrollHeight === height) return;
    height = log.scrollHeight;
    log.scrollTop += rows[rows.length - 1].getBoundingClientRect().top - log.getBoundingClientRect().top - 8;
  };

  // The chatbot reads a message's source aloud, and the lists say nothing when they are empty.
  const labels = { bot: 'Answer', user: 'Question' };
  const hints = { 'qa-picker': 'Choose a transcript', 'qa-by-speaker': 'Anybody', 'qa-by-document': 'All transcripts' };
  const named = () => {
    for (const message of document.querySelectorAll('#qa-chat [data-testid]')) {
      const label = labels[message.dataset.testid];
      if (label && message.getAttribute('aria-label') !== label) message.setAttribute('aria-label', label);
    }
    for (const [id, hint] of Object.entries(hints)) {
      const input = document.querySelector(`#${id} input`);
      const chosen = document.querySelector(`#${id} .token`);
      const wanted = chosen ? '' : hint;
      if (input && input.placeholder !== wanted) input.placeholder = wanted;
    }
  };

  qa.watchers.push(grown, named);
}
