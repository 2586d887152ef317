import { h, keyed, text } from '/dom.js';
import { count, delta, share } from '/format.js';
import { SEGMENTS, direction, rankOf, toneOf } from '/segments.js';

const MOVES_SHOWN = 14;
const ARROWS = { up: '↗', down: '↘', level: '→', new: '+' };
const WORDS = { up: 'moved up', down: 'moved down', level: 'moved', new: 'is new' };

export default {
  id: 'segments',
  title: 'Customers by segment',
  sections: ['segments', 'segmentFlow', 'moves'],
  size: 'side',
  mount(body, note) {
    const rows = h('ul', { class: 'bars' });
    const ticker = h('ol', { class: 'ticker', 'aria-label': 'Newest moves between segments' });
    const quiet = h('p', { class: 'empty' }, 'Moves appear when a shop day closes.');
    body.append(rows, h('h3', null, 'As they move'), quiet, ticker);

    return ({ segments, segmentFlow, moves }) => {
      const counts = segments?.counts ?? {};
      const names = [...new Set([...SEGMENTS.map(([name]) => name), ...Object.keys(counts)])].sort((a, b) => rankOf(a) - rankOf(b));
      const most = Math.max(1, ...Object.values(counts));
      const total = segments?.customers || 1;
      text(note, segmentFlow ? 'change since the day before' : '');
      keyed(
        rows,
        names,
        (name) => name,
        (name) => h('li', { 'data-tone': toneOf(name) },
          h('span', { class: 'name' }, name),
          h('span', { class: 'track', 'aria-hidden': 'true' }, h('span', { class: 'fill' })),
          h('span', { class: 'number' }),
          h('span', { class: 'share' }),
          h('span', { class: 'delta' })),
        (row, name) => {
          const value = counts[name] ?? 0;
          const flow = segmentFlow?.segments[name];
          const net = flow ? flow.in - flow.out : 0;
          const [, track, number, part, change] = row.children;
          track.firstElementChild.style.width = `${(100 * value) / most}%`;
          text(number, count(value));
          text(part, share(value / total));
          text(change, net ? delta(net) : '');
          change.dataset.sign = Math.sign(net);
          row.classList.toggle('none', !value);
        },
      );
      const newest = (moves ?? []).slice(-MOVES_SHOWN).reverse();
      quiet.hidden = newest.length > 0;
      keyed(
        ticker,
        newest,
        (move) => move.id,
        (move) => {
          const way = direction(move.from, move.to);
          return h('li', { 'data-way': way },
            h('span', { class: 'way', 'aria-hidden': 'true' }, ARROWS[way]),
            h('span', { class: 'who' }, move.customer),
            h('span', { class: 'sr' }, ` ${WORDS[way]}: `),
            h('span', { class: 'move' },
              move.from && h('span', { class: 'from' }, move.from),
              move.from && h('span', { class: 'to-sign', 'aria-label': 'to' }, '→'),
              h('span', { class: 'chip', 'data-tone': toneOf(move.to) }, move.to)));
        },
      );
    };
  },
};
