// Who is signed in, and the way out.
{
  const name = window.gradio_config?.username;
  qa.watchers.push(() => {
    const head = document.querySelector('#qa-head');
    if (!name || !head || head.querySelector('#qa-account')) return;
    const out = qa.make('a', { href: `${window.gradio_config.root}/logout?all_session=false` }, 'Sign out');
    head.append(qa.make('div', { id: 'qa-account' }, qa.make('span', { title: `Signed in as ${name}` }, name), out));
  });
}
