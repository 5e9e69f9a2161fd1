// Gradio's form for signing in, which forgets the name where the password was wrong, and tells nobody who does not see it.
const panel = this.closest('.panel');
const [name, password] = panel.querySelectorAll('input');
panel.setAttribute('role', 'main');
name.autocomplete = 'username';
password.autocomplete = 'current-password';
let typed = name.value;
name.addEventListener('input', () => { typed = name.value; });
if (matchMedia('(hover: hover) and (pointer: fine)').matches) name.focus();
// It empties both fields without a word to anybody.
const watch = setInterval(() => {
  if (!name.isConnected) clearInterval(watch);
  panel.querySelector('.creds')?.setAttribute('role', 'alert');
  if (!typed || name.value) return;
  name.value = typed;
  name.dispatchEvent(new Event('input'));
  password.focus();
}, 150);
