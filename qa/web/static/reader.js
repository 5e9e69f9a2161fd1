// The reader: opened by links in the page, by its address and by the list; closed again; scrolled to the place.
{
  const NARROW = matchMedia('(max-width: 900px)');
  const OWN = ['doc', 'at', 'turn', 'start', 'end'];
  const find = (id) => document.querySelector(id);
  let cameFrom = null;
  const OPENING = 'Opening the transcript …';
  let waiting = 0, slow = 0;
  let steps = null;
  let latest = 0;
  let lost = null;
  // What the server was asked for last and has not answered, and what is to be asked after that.
  let sent = null;
  let then = null;
  let heard = null;

  const anchor = (link) => document.querySelector(`a[href$="#qa-${CSS.escape(link)}"]`);

  const warn = (message) => {
    const warning = find('#qa-warning');
    if (!warning) return;
    warning.textContent = message ?? '';
    warning.hidden = !message;
  };

  // What takes its time is said, seen and heard: until then what stood there before stays as it is.
  const busy = (begun) => {
    clearTimeout(waiting);
    clearTimeout(slow);
    find('#qa-view')?.toggleAttribute('aria-busy', begun);
    if (!begun) {
      find('#qa-view')?.removeAttribute('data-slow');
      return;
    }
    find('#qa-view')?.setAttribute('aria-busy', 'true');
    slow = setTimeout(() => {
      find('#qa-view')?.setAttribute('data-slow', OPENING);
      qa.hear(OPENING);
    }, 600);
    waiting = setTimeout(() => {
      busy(false);
      sent = null;
      warn('The page does not answer. Look whether it is still being served, then follow the link again.');
    }, 15000);
  };

  const called = (what) => {
    if (window.qaServer) what();
    else document.addEventListener('qa-server', what, { once: true });
  };

  // One place at a time: of all that is followed while the server looks for one, the last is asked for.
  const ask = (how) => {
    if (sent) then = how;
    else {
      sent = { wanted: true };
      how();
    }
  };

  // What is on its way is not wanted any more.
  const forget = () => {
    latest = 0;
    then = null;
    if (sent) sent.wanted = false;
    busy(false);
  };

  // The address follows, so that it can be kept; what else stands in it stays.
  const address = (link) => {
    const others = location.search.slice(1).split('&').filter((part) => part && !OWN.includes(part.split('=')[0]));
    const query = [...(link ? link.slice(1).split('&') : []), ...others].join('&');
    history.replaceState(history.state, '', `${location.pathname}${query ? `?${query}` : ''}${location.hash}`);
  };

  qa.show = (open) => {
    const reader = find('#qa-reader');
    if (!reader) return;
    const was = reader.hasAttribute('data-open');
    reader.toggleAttribute('data-open', open);
    document.dispatchEvent(new Event('qa-shown'));
    if (open) {
      if (!was) qa.history.entered();
      return;
    }
    forget();
    // What was followed may have been drawn anew meanwhile.
    const back = cameFrom?.isConnected ? cameFrom : steps && anchor(steps.link);
    if (!qa.history.left()) address(null);
    if (!NARROW.matches) empty();
    back?.focus();
    // Its card would cover what one goes on to read.
    qa.hideCard();
  };

  // Beside the chat, what is closed is not seen any more: the pane is as it was at first.
  const empty = () => {
    steps = null;
    warn(null);
    showSteps();
    qa.script.reset();
    document.dispatchEvent(new Event('qa-transcript'));
    called(() => window.qaServer.closed());
  };

  // `cite-2-1` is citation 1 of answer 2. The answer goes along as it is kept here: after a restart, a long sleep or a
  // late stop the server may know none, or another one.
  const asked = (link) => {
    const kept = qa.talks.record().exchanges[Number(link.split('-')[1])];
    window.qaServer.follow(link, kept?.answer ? kept : null);
  };

  qa.follow = (link, from) => {
    cameFrom = from ?? cameFrom;
    qa.show(true);
    busy(true);
    called(() => ask(() => asked(link)));
  };

  // To the previous or the next citation of the answer that was followed; false where there is none.
  qa.step = (forward) => {
    const link = forward ? steps?.next : steps?.previous;
    if (!link) return false;
    qa.follow(link, anchor(link));
    return true;
  };

  // A link to a place in the transcript that is shown; offsets in units.
  qa.link = (turn, start, end) => {
    const { data, points } = qa.script;
    if (turn === undefined) return data.link;
    const text = data.turns[turn][1];
    const words = start === undefined ? '' : `&start=${points(text, start)}&end=${points(text, end)}`;
    return `${data.link}&turn=${turn}${words}`;
  };

  // So far down that the middle of the words stands in the middle of the view; their beginning, where they are long.
  qa.reveal = (words) => {
    const view = find('#qa-view');
    const reveal = () => {
      const room = view.getBoundingClientRect(), box = words.getBoundingClientRect();
      view.scrollTop += box.top - room.top - Math.max(40, (room.height - box.height) / 2);
    };
    reveal();
    // What comes near is laid out only now, and moves the words.
    requestAnimationFrame(() => {
      reveal();
      setTimeout(reveal, 100);
    });
  };

  const showSteps = () => {
    find('#qa-steps').hidden = !steps;
    if (!steps) return;
    find('#qa-step').textContent = `${steps.what} ${steps.number} of ${steps.total}`;
    for (const [id, link] of [['#qa-previous', steps.previous], ['#qa-next', steps.next]]) {
      find(id).setAttribute('aria-disabled', String(!link));
    }
  };

  const arrive = (place) => {
    const region = place.highlight
      ? { first: place.highlight.first_turn, last: place.highlight.last_turn, ...place.highlight }
      : place.turn === null ? null : { first: place.turn, last: place.turn, whole: true };
    qa.script.mark(region);
    const view = find('#qa-view');
    const turn = region && qa.script.element(region.first);
    if (turn) {
      qa.reveal(turn.querySelector('mark') ?? turn);
      const at = document.activeElement;
      if (!at?.closest('#qa-reader') || at.closest('#qa-view')) turn.focus({ preventScroll: true });
      qa.player?.seek(qa.script.data.turns[region.first][2], false);
      const { data, units } = qa.script;
      const text = data.turns[region.first][1];
      address(region.exact ? qa.link(region.first, units(text, region.start), units(text, region.end)) : qa.link(region.first));
    } else {
      view.scrollTop = 0;
      address(qa.link());
    }
    document.dispatchEvent(new Event('qa-place'));
  };

  // The transcript that is shown was taken out of the library, or put back.
  const taken = ({ taken: gone, document: name }) => {
    const { data } = qa.script;
    if (data?.document !== name) return;
    if (gone) {
      lost = { name, address: location.search };
      address(null);
      warn(`“${data.title}” is no longer in the library. Its words stay here until you close it or open another one.`);
    } else if (lost?.name === name) {
      address(lost.address);
      lost = null;
      warn(null);
    }
  };

  const opened = async (place) => {
    latest = place.stamp;
    steps = place.steps;
    showSteps();
    if (!place.document) {
      busy(false);
      warn(null);
      if (!place.problem) return;
      qa.show(true);
      qa.script.clear(place.problem);
      document.dispatchEvent(new Event('qa-transcript'));
      return;
    }
    const known = qa.script.data;
    if (known?.document !== place.document || known.generation !== place.generation) {
      busy(true);
      let transcript;
      try {
        transcript = await window.qaServer.transcript(place.document);
      } catch {
        transcript = { problem: 'The transcript did not come. Look whether the page is still being served, then try again.' };
      }
      if (latest !== place.stamp) return;
      if (transcript.problem) {
        busy(false);
        qa.script.clear(transcript.problem);
        document.dispatchEvent(new Event('qa-transcript'));
        return;
      }
      if (place.generation !== null && transcript.generation !== place.generation && place.steps) {
        // The index was rebuilt between the two answers: where the words stand is asked again.
        if (!sent) ask(() => asked(place.steps.link));
        return;
      }
      qa.script.show(transcript, place.highlight?.first_turn ?? place.turn ?? 0);
      document.dispatchEvent(new Event('qa-transcript'));
    }
    busy(false);
    lost = null;
    warn(place.warning);
    qa.show(true);
    arrive(place);
  };

  window.qaPlaced = (place) => {
    if (!place || place.stamp === heard) return;
    heard = place.stamp;
    if (place.taken !== undefined) {
      taken(place);
      return;
    }
    const wanted = sent?.wanted ?? true, how = then;
    sent = then = null;
    if (how) ask(how);
    else if (wanted) opened(place);
    // The list took the name of what was opened, and the reader was closed meanwhile.
    else if (!NARROW.matches && !find('#qa-reader[data-open]')) window.qaServer.closed();
  };

  // From the list: from the beginning, of the index as it is now.
  let picks = 0;
  window.qaPick = (name, from) => {
    if (!name) return;
    picks += 1;
    forget();
    cameFrom = from ?? find('#qa-picker input');
    qa.show(true);
    opened({ stamp: `list-${picks}`, document: name, generation: null, steps: null, highlight: null, turn: null, warning: null });
  };

  qa.reopen = () => {
    const view = find('#qa-view');
    if (!new URLSearchParams(location.search).get('doc') || !view) return;
    find('#qa-reader').toggleAttribute('data-open', true);
    busy(true);
    ask(() => window.qaServer.reopen(location.search));
  };
  called(qa.reopen);

  document.addEventListener('click', (event) => {
    const at = event.target.closest?.('#qa-close, #qa-previous, #qa-next');
    if (at) return at.id === 'qa-close' ? qa.show(false) : void qa.step(at.id === 'qa-next');
    const link = event.target.closest?.('a[href*="#qa-cite-"], a[href*="#qa-near-"], a[href*="#qa-place-"]');
    if (!link) return;
    event.preventDefault();
    qa.follow(link.getAttribute('href').split('#qa-')[1], link);
  }, true);

  // From one turn to the next by keyboard: Alt and an arrow, since arrows alone scroll.
  const move = (down) => {
    const turn = document.activeElement?.closest('.qa-turn');
    const next = Number(turn?.dataset.turn ?? -1) + (down ? 1 : -1);
    if (!qa.script.data?.turns[next]) return;
    for (const one of turn?.querySelectorAll('button') ?? []) one.tabIndex = -1;
    const element = qa.script.element(next);
    for (const one of element.querySelectorAll('button')) one.tabIndex = 0;
    element.focus({ preventScroll: true });
    qa.reveal(element);
  };

  document.addEventListener('keydown', (event) => {
    if (event.altKey && /^Arrow(Up|Down)$/.test(event.key) && document.activeElement?.closest('#qa-view')) {
      event.preventDefault();
      move(event.key === 'ArrowDown');
    }
  });

  qa.closers.push(() => {
    if (!find('#qa-reader[data-open]')) return false;
    qa.show(false);
    return true;
  });

  // Whoever has no mouse scrolls by the keyboard.
  const reachable = () => {
    const view = find('#qa-view');
    if (!view || view.tabIndex === 0) return;
    view.tabIndex = 0;
    view.setAttribute('role', 'region');
    view.setAttribute('aria-label', 'Transcript');
  };

  // The list says nothing when it is empty.
  const hinted = () => {
    const list = find('#qa-picker input');
    if (list && list.placeholder !== 'Choose a transcript') list.placeholder = 'Choose a transcript';
  };

  // Typing looks for another transcript: the letters take the place of the title of this one.
  let entered = false;
  const choosing = (event) => event.target.closest?.('#qa-picker input');
  document.addEventListener('focusin', (event) => {
    entered = Boolean(choosing(event));
    if (entered) event.target.select();
  });
  document.addEventListener('mouseup', (event) => {
    const list = choosing(event);
    // The click that enters the field would put the caret between the letters.
    if (list && entered && list.selectionStart === list.selectionEnd) list.select();
    entered = false;
  });

  qa.watchers.push(reachable, hinted);
}
