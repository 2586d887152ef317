import { h, keyed, text } from '/dom.js';
import { dayName, fine } from '/format.js';
import { storeName } from '/panels/alerts.js';

const KINDS = { spike: ['↑', 'far more than expected'], drop: ['↓', 'far less than expected'], silent: ['∅', 'nothing sold'] };
const LEVELS = { product: 'Product', category: 'Category', store: 'Store', total: 'Whole shop' };

function subject(anomaly) {
  if (anomaly.level === 'total') return LEVELS.total;
  if (anomaly.level === 'store') return `${LEVELS.store} ${storeName(anomaly.id)}`;
  if (anomaly.level === 'category') return `${LEVELS.category} ${anomaly.id}`;
  return anomaly.title || anomaly.id;
}

export default {
  id: 'anomalies',
  title: 'Days out of the ordinary',
  sections: ['anomalies', 'forecast'],
  size: 'half',
  mount(body, note) {
    const list = h('ol', { class: 'anomalies' });
    const empty = h('p', { class: 'empty' });
    body.append(list, empty);

    return ({ anomalies, forecast }) => {
      const newest = anomalies ?? [];
      empty.hidden = newest.length > 0;
      empty.classList.toggle('good', Boolean(forecast));
      text(empty, forecast ? 'None. Sales are as expected.' : 'No day has closed yet. A day is judged by the forecast made before it.');
      text(note, newest.length ? 'units, newest first' : '');
      keyed(
        list,
        newest,
        (one) => `${one.level} ${one.id} ${one.day} ${one.title ?? ''}`,
        (one) => h('li', null,
          h('span', { class: 'way', 'aria-hidden': 'true' }),
          h('span', { class: 'what' }, h('span', { class: 'title' }, subject(one)), h('span', { class: 'sub' })),
          h('span', { class: 'number' })),
        (item, one) => {
          const [way, what, number] = item.children;
          const [sign, words] = KINDS[one.kind] ?? ['', one.kind];
          item.dataset.kind = one.kind;
          text(way, sign);
          const store = one.store ? ` · ${storeName(one.store)}` : '';
          text(what.lastElementChild, `${dayName(one.day)}${store} · ${words}: ${fine(one.expected)} expected, ${fine(one.low)} to ${fine(one.high)} is ordinary`);
          text(number, fine(one.actual));
        },
      );
    };
  },
};
