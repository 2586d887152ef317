/*
 * The live page: a list of panels, each drawn from the sections of one state that the server sends.
 *
 * To add a panel (trends, ...):
 *   1. On the server, add a Section to Sections.all(): its name becomes a key of the state.
 *   2. Write panels/NAME.js with
 *        export default {
 *          id: 'trends',                 // id of the element
 *          title: 'Trends',              // heading; null for a panel without one
 *          sections: ['trends'],         // update() runs when one of these changed
 *          size: 'half',                 // 'full', 'wide', 'rest', 'half' or 'narrow' of the 12 columns
 *          mount(body, head) {           // build the lasting elements once, in `body`
 *            return (state) => { ... };  // update: called at most once a frame
 *          },
 *        };
 *      A panel may leave sections undefined in its first updates: show what is missing in words.
 *   3. Import it here and put it into PANELS where it shall stand; add the file to PageFiles.NAMES.
 * A picture of a product is at pictureUrl(product) (dom.js); text goes into the page by h() only,
 * which never reads markup.
 */
import { connect } from '/store.js';
import { h } from '/dom.js';
import { dateTime } from '/format.js';
import headline from '/panels/headline.js';
import segments from '/panels/segments.js';
import sales from '/panels/sales.js';
import products from '/panels/products.js';
import stores from '/panels/stores.js';
import storefront from '/panels/storefront.js';
import forecast from '/panels/forecast.js';
import alerts from '/panels/alerts.js';
import orders from '/panels/orders.js';
import trends from '/panels/trends.js';
import anomalies from '/panels/anomalies.js';
import quality from '/panels/quality.js';
import deadLetters from '/panels/dead-letters.js';
import links from '/panels/links.js';

const PANELS = [
  headline, segments, sales, products, stores, storefront, trends, forecast, alerts, orders, anomalies, quality, deadLetters, links,
];

const main = document.getElementById('panels');
const mounted = PANELS.map((panel) => {
  const body = h('div', { class: 'body' });
  const head = panel.title && h('h2', { id: `${panel.id}-title` }, panel.title);
  const note = h('p', { class: 'note' });
  const attributes = { class: 'panel', id: panel.id, 'data-size': panel.size };
  attributes[head ? 'aria-labelledby' : 'aria-label'] = head ? head.id : panel.label;
  main.append(h('section', attributes, head && h('div', { class: 'head' }, head, note), body));
  return { ...panel, update: panel.mount(body, note) };
});

const status = document.getElementById('state');
const statusText = document.getElementById('state-text');
const banner = document.getElementById('banner');
const eventTime = document.getElementById('event-time');
const pause = document.getElementById('pause');

let paused = false;
let newest = null;
let due = new Set();
let frame = 0;

function draw() {
  frame = 0;
  if (paused || !newest) return;
  const names = due;
  due = new Set();
  for (const panel of mounted) {
    if (panel.sections.some((name) => names.has(name))) panel.update(newest, names);
  }
  const now = newest.job?.watermark ?? newest.sales?.now;
  if (now) {
    eventTime.dateTime = new Date(now).toISOString();
    eventTime.textContent = `${dateTime(now)} UTC`;
  }
}

/* The state's own words, what they mean for the reader, and whether they need to be told loudly. */
function describe(connection, state) {
  if (connection === 'lost') {
    return ['lost', 'Connection lost', 'Connection lost. The figures below are the last ones received; trying again.'];
  }
  if (connection === 'connecting') return ['connecting', 'Connecting', ''];
  const job = state?.job;
  if (job?.problem) return ['problem', 'Database trouble', `${job.problem}. Figures may be old.`];
  if (['RESTARTING', 'FAILING', 'FAILED', 'CANCELED', 'CANCELLING'].includes(job?.state)) {
    return ['problem', `Job ${job.state.toLowerCase()}`, ''];
  }
  if (!state?.sales) return ['waiting', 'Waiting for first events', ''];
  if (job?.state === 'FINISHED') return ['finished', 'Job finished', ''];
  return ['live', 'Live', ''];
}

function tell(connection, state) {
  const [name, text, loud] = describe(connection, state);
  if (status.dataset.state !== name) status.dataset.state = name;
  if (statusText.textContent !== text) statusText.textContent = text;
  if (banner.textContent !== loud) banner.textContent = loud;
  banner.hidden = !loud;
  document.body.dataset.connection = connection;
  document.body.dataset.waiting = String(name === 'waiting');
}

connect('/events', (connection, state, names) => {
  newest = state;
  for (const name of names) due.add(name);
  tell(connection, state);
  if (!frame && due.size) frame = requestAnimationFrame(draw);
});

pause.addEventListener('click', () => {
  paused = !paused;
  pause.setAttribute('aria-pressed', String(paused));
  pause.textContent = paused ? 'Resume' : 'Pause';
  if (!paused && !frame) frame = requestAnimationFrame(draw);
});

/* Charts are drawn for their width: a turned phone needs them drawn again. */
new ResizeObserver(() => {
  if (!newest) return;
  for (const name of Object.keys(newest)) due.add(name);
  if (!frame) frame = requestAnimationFrame(draw);
}).observe(main);
