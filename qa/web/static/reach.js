// Whether the page is still being served, and to whom: where it is not, nothing that is asked of it will come.
qa.AWAY = 'The page is not being served any more, or the network is down.';
qa.SIGNED_OUT = 'You are signed out: reload the page to sign in.';
// Whether nothing can be asked any more until the page has loaded itself anew.
qa.cutOff = false;
qa.reached = async () => {
  try {
    const { root, api_prefix: prefix } = window.gradio_config;
    const { status } = await fetch(`${root}${prefix ?? ''}/login_check`, { cache: 'no-store' });
    return status === 401 ? 'signed out' : 'here';
  } catch {
    return 'gone';
  }
};
