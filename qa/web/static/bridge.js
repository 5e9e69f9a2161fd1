// Links in the chat name what they open; the server knows the rest. The reader's view shows what comes back.
window.qaFollow = (link) => trigger('follow', { link });
