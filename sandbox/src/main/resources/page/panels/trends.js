import { sparkline } from '/charts.js';
import { h, keyed, text } from '/dom.js';
import { count, dateTime, duration, fine, share } from '/format.js';
import { picture } from '/panels/products.js';

const WINDOWS = { PT1H: 'within an hour', P1D: 'within a day', P7D: 'within a week' };
const PHASES = { emerging: ['↗', 'emerging'], peaking: ['→', 'at its peak'], fading: ['↘', 'fading'] };

const change = (slope) => `${slope >= 0 ? '+' : '−'}${fine(Math.abs(slope) * 100)} % a week`;

function products(alert) {
  return h('span', { class: 'fits' },
    h('span', { class: 'sub' }),
    ...alert.products.map((product) => {
      const thumb = picture(product);
      const name = product.title || product.id;
      return h('span', { role: 'img', 'aria-label': name, title: name }, thumb);
    }));
}

/* What a post says, beside its picture if it has one that may be shown. */
function post(sample) {
  const words = h('q', null);
  if (!sample.picture) return words;
  const image = h('img', { class: 'thumb', alt: 'Picture of the post', width: 44, height: 44, decoding: 'async' });
  image.addEventListener('error', () => image.remove());
  image.src = `/post-pictures/${encodeURIComponent(sample.id)}?v=${sample.picture}`;
  return h('figure', null, image, words);
}

function supply(alert) {
  const stock = typeof alert.onHand === 'number' ? `${count(alert.onHand)} in stock` : '';
  const demand = typeof alert.units30Days === 'number' ? `${count(alert.units30Days)} expected in 30 d` : '';
  return [stock, demand].filter(Boolean).join(' · ');
}

const where = (alert) => (alert.regions.length ? ` · in ${alert.regions.map((region) => `${region.region} (${share(region.share)} of voices)`).join(', ')}` : '');

/* What moved first and by how long, then how strongly each moves. */
function signals(alert) {
  const moved = alert.signals.filter((signal) => signal.moved_at).map((signal) => ({ ...signal, at: Date.parse(signal.moved_at) }));
  const first = moved.find((signal) => signal.signal === alert.firstSignal);
  if (!first || alert.signals.length < 2) return '';
  const next = Math.min(...moved.filter((signal) => signal !== first).map((signal) => signal.at));
  const lead = next > first.at && Number.isFinite(next) ? `, ${duration(next - first.at)} ahead` : '';
  const each = alert.signals.map((signal) => (signal.moved_at ? `${signal.signal} × ${fine(signal.lift)}` : `${signal.signal} as usual`));
  return `${first.signal} moved first${lead}: ${each.join(', ')}`;
}

function spark(row, days) {
  row.spark?.update(days, Math.max(2, days.length));
}

/* A row keeps its curve: the list makes rows, and later only tells them what is new. */
function withSpark(make) {
  return (one) => {
    const curve = sparkline();
    const row = make(one, curve.element);
    row.spark = curve;
    return row;
  };
}

export default {
  id: 'trends',
  title: 'What becomes fashionable',
  sections: ['trends'],
  size: 'full',
  mount(body, note) {
    const bursts = h('ol', { class: 'trends' });
    const slow = h('ol', { class: 'trends slow' });
    const empty = h('p', { class: 'empty' }, 'Nothing is known to rise. It takes the pipeline trends, and two days of posts to know what is usual.');
    const still = h('p', { class: 'empty' }, 'No subject rises or falls slowly. That takes eight weeks of posts to know.');
    body.append(h('div', { class: 'columns' },
      h('div', null, h('h3', null, 'On the rise in posts'), empty, bursts),
      h('div', null, h('h3', null, 'Over the weeks'), still, slow)));

    return ({ trends }) => {
      const alerts = trends?.alerts ?? [];
      const subjects = trends?.slow ?? [];
      empty.hidden = alerts.length > 0;
      still.hidden = subjects.length > 0;
      text(note, alerts.length ? `${count(trends.open)} open, newest first; voices by the day for eight weeks` : '');
      keyed(
        bursts,
        alerts,
        (alert) => `${alert.key} ${alert.products.map((product) => `${product.id}${product.picture ?? ''}${product.title ?? ''}`).join(' ')}`,
        withSpark((alert, curve) => h('li', null,
          h('span', { class: 'what' }, h('span', { class: 'title' }, alert.subject), h('span', { class: 'sub' }), h('span', { class: 'sub signals' })),
          curve,
          h('span', { class: 'lift', title: 'Mentions over what was to be expected' }),
          h('span', { class: 'posts' }),
          products(alert))),
        (row, alert) => {
          const [what, , lift, posts, fits] = row.children;
          row.dataset.over = String(Boolean(alert.resolvedAt));
          const until = alert.resolvedAt ? ` to ${dateTime(alert.resolvedAt)}` : '';
          const [, about, moves] = what.children;
          text(about, `${alert.type}${alert.seen ? ' seen in pictures' : ''}${where(alert)} · ${WINDOWS[alert.window] ?? alert.window} · since ${dateTime(alert.openedAt)}${until}`);
          text(moves, signals(alert));
          text(lift, `× ${fine(alert.lift)}`);
          text(fits.firstElementChild, supply(alert));
          keyed(posts, alert.posts, (sample) => `${sample.id} ${sample.picture ?? ''}`, post, (element, sample) => {
            const words = element.querySelector('q') ?? element;
            words.hidden = !sample.text;
            text(words, sample.text);
          });
          spark(row, alert.days);
        },
      );
      keyed(
        slow,
        subjects,
        (subject) => subject.key,
        withSpark((subject, curve) => h('li', null,
          h('span', { class: 'what' }, h('span', { class: 'title' }, subject.subject), h('span', { class: 'sub' })),
          curve,
          h('span', { class: 'way', 'aria-hidden': 'true' }))),
        (row, subject) => {
          const [what, , way] = row.children;
          const [sign, words] = PHASES[subject.phase];
          row.dataset.phase = subject.phase;
          text(what.lastElementChild, `${subject.type} · ${words}, ${change(subject.slope)} · ${fine(subject.level)} voices a week, ${fine(subject.weeks12)} expected in 12 weeks`);
          text(way, sign);
          spark(row, subject.days);
        },
      );
    };
  },
};
