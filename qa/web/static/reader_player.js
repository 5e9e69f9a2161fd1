// The recording that lies beside the transcript: it goes to where a turn begins.
{
  const find = (id) => document.querySelector(id);
  let player = null;

  const build = ([kind, address]) => {
    player = document.createElement(kind);
    player.controls = true;
    player.preload = 'metadata';
    player.setAttribute('aria-label', 'Recording of this transcript');
    player.addEventListener('error', () => {
      const said = document.createElement('p');
      said.className = 'qa-scope';
      said.textContent = 'The recording beside this transcript cannot be played by this browser.';
      find('#qa-player').replaceChildren(said);
      player = null;
    });
    const { root, api_prefix: prefix } = window.gradio_config;
    player.src = `${root}${prefix ?? ''}${address}`;
    return player;
  };

  document.addEventListener('qa-transcript', () => {
    const place = find('#qa-player'), recording = qa.script.data?.recording;
    if (!place) return;
    player?.pause();
    player = null;
    place.hidden = !recording;
    place.replaceChildren(...(recording ? [build(recording)] : []));
  });

  qa.player = {
    // Where nothing is known of the recording yet, it goes there as soon as something is.
    seek: (seconds, play) => {
      if (!player || seconds === null) return;
      const at = player;
      const go = () => {
        at.currentTime = seconds;
        if (play) at.play().catch(() => at.focus());
      };
      if (at.readyState > 0) go();
      else at.addEventListener('loadedmetadata', go, { once: true });
    },
  };

  document.addEventListener('click', (event) => {
    const time = event.target.closest?.('#qa-view button.qa-time');
    if (time) qa.player.seek(qa.script.data.turns[Number(time.closest('.qa-turn').dataset.turn)][2], true);
  });
}
