// The recording that lies beside the transcript: it goes to where a turn begins.
{
  const find = (id) => document.querySelector(id);
  let player = null;
  let times = [];

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
    // The turn that is heard.
    player.addEventListener('timeupdate', (event) => {
      const at = event.target.currentTime + 0.05;
      const heard = times.findLast(([seconds]) => seconds <= at)?.[1];
      const turn = heard === undefined ? null : find(`#qa-view [data-turn="${heard}"]`);
      const before = find('#qa-view .qa-playing');
      if (before === turn) return;
      before?.classList.remove('qa-playing');
      turn?.classList.add('qa-playing');
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
    const timed = recording ? [...qa.script.data.turns.entries()].filter(([, turn]) => turn[2] !== null) : [];
    times = timed.map(([index, turn]) => [turn[2], index]);
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
