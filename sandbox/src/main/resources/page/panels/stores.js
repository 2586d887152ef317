import { h, keyed, text } from '/dom.js';
import { compact, count, share } from '/format.js';

export default {
  id: 'stores',
  title: 'Stores',
  sections: ['stores', 'sales'],
  size: 'narrow',
  mount(body, note) {
    const list = h('ol', { class: 'ranking' });
    const empty = h('p', { class: 'empty' }, 'No store has sold anything yet.');
    body.append(list, empty);

    return ({ stores, sales }) => {
      const rows = (stores ?? []).slice(0, 8);
      empty.hidden = rows.length > 0;
      text(note, 'revenue today');
      const most = Math.max(1, ...rows.map((row) => row.revenue));
      const total = sales?.today.revenue || NaN;
      keyed(
        list,
        rows,
        (row) => `${row.store} ${row.channel}`,
        (row) => h('li', { 'data-channel': row.channel },
          h('span', { class: 'name' }, row.store === 'online' ? 'Online shop' : row.store),
          h('span', { class: 'number' }),
          h('span', { class: 'share' }),
          h('span', { class: 'track', 'aria-hidden': 'true' }, h('span', { class: 'fill' }))),
        (item, row) => {
          const [, number, part, track] = item.children;
          text(number, row.revenue < 1e6 ? count(row.revenue) : compact(row.revenue));
          text(part, share(row.revenue / total));
          track.firstElementChild.style.width = `${Math.max(0, (100 * row.revenue) / most)}%`;
        },
      );
    };
  },
};
