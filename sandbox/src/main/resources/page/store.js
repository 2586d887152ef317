/*
 * The state, kept by the server's messages: `snapshot` replaces it, `delta` sets sections and
 * lengthens lists. The server speaks every second, so a silence of some seconds is a lost connection
 * even where the browser has not noticed.
 */
const KEEP = { rate: 180, moves: 24 };
const SILENCE_MS = 8000;

export function connect(url, listener) {
  let state = null;
  let heard = Date.now();
  let lost = false;
  let source = null;

  function say(connection, names = []) {
    lost = connection === 'lost';
    listener(connection, state, names);
  }

  function open() {
    source?.close();
    source = new EventSource(url);
    source.addEventListener('snapshot', (message) => {
      heard = Date.now();
      const old = state;
      state = JSON.parse(message.data);
      // What the server no longer has (a section of a database made anew) is drawn empty, too.
      say('live', Object.keys({ ...old, ...state }));
    });
    source.addEventListener('delta', (message) => {
      heard = Date.now();
      if (!state) return;
      const delta = JSON.parse(message.data);
      const names = [];
      for (const [name, value] of Object.entries(delta.set)) {
        state[name] = value;
        names.push(name);
      }
      for (const [name, items] of Object.entries(delta.append)) {
        state[name] = [...(state[name] ?? []), ...items].slice(-KEEP[name]);
        names.push(name);
      }
      say('live', names);
    });
    source.addEventListener('error', () => say('lost'));
  }

  listener('connecting', null, []);
  open();
  setInterval(() => {
    if (Date.now() - heard < SILENCE_MS) return;
    if (!lost) say('lost');
    // A browser gives up for good after some answers (a proxy's 502); this page does not.
    if (source.readyState === EventSource.CLOSED || Date.now() - heard > 2 * SILENCE_MS) {
      heard = Date.now();
      open();
    }
  }, 2000);
}
