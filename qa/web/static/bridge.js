// Lets the page's script call the server. Links in the chat and addresses name what they open, the server knows the rest.
window.qaServer = {
  follow: (link) => trigger('follow', { link }),
  reopen: (query) => trigger('reopen', { query }),
  closed: () => trigger('closed'),
  transcript: async (name) => JSON.parse(await server.transcript(name)),
};
watch('value', () => window.qaPlaced?.(props.value));
document.dispatchEvent(new Event('qa-server'));
