// What is heard by whoever does not see the page: that an answer is looked for, and all of its words, once, when it has
// come. What is drawn as it grows is not read out, piece by piece and some of it twice.
{
  const FORGOTTEN = 20000;
  const line = qa.make('div', { id: 'qa-heard', className: 'qa-unseen', role: 'status' });
  let going = 0;

  qa.hear = (text) => {
    clearTimeout(going);
    line.textContent = text;
    // Whoever reads through the page later does not find it a second time.
    going = setTimeout(() => { line.textContent = ''; }, FORGOTTEN);
  };

  // A reply as it is read out: without the list of sources, which is there to be gone through; an alert speaks for itself.
  qa.hearReply = (reply) => {
    if (reply.querySelector('[role=alert]')) return;
    const parts = [...reply.querySelectorAll('p:not(.qa-heading), .qa-notice:not(:has(p))')];
    qa.hear(parts.map((part) => part.textContent.trim()).join(' '));
  };

  // It is heard only where it stood there before it said anything.
  document.querySelector('.gradio-container').append(line);
}
