// What the panels' scripts share. Each script runs once, in one function with the others: `qa` is theirs, nobody else's.
const qa = {
  // Run when something has changed on the page, again and again: to be cheap where nothing concerns them.
  watchers: [],

  // What Esc closes, the nearest first: each closes what it can and says whether there was anything.
  closers: [],

  copy: async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Over plain HTTP from another machine there is no clipboard but the old way.
      const area = document.createElement('textarea');
      area.value = text;
      document.body.append(area);
      area.select();
      const done = document.execCommand('copy');
      area.remove();
      return done;
    }
  },
};
