// Lets the page's script call the server. Links in the chat and addresses name what they open, the server knows the rest;
// `kept` is what the browser keeps of the exchange: the page shows that, whatever the session remembers.
window.qaServer = {
  follow: (link, kept) => trigger('follow', { link, kept }),
  reopen: (query) => trigger('reopen', { query }),
  closed: () => trigger('closed'),
  transcript: async (name) => JSON.parse(await server.transcript(name)),
};
watch('value', () => window.qaPlaced?.(props.value));
document.dispatchEvent(new Event('qa-server'));
