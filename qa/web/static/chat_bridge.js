// Lets the conversation's script call the server, and tells it what comes back. The names are those of listeners in panel.py.
const names = ['ask', 'stop', 'restore', 'unfilter', 'wake'];
window.qaConversation = {
  send: (name, data) => { if (names.includes(name)) trigger(name, data); },
  judge: (judgement) => server.judge(judgement),
  download: (wanted) => server.download(wanted),
};
watch('value', () => window.qaReceive?.(props.value));
document.dispatchEvent(new Event('qa-conversation'));
