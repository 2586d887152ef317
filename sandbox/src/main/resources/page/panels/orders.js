import { h, keyed, text } from '/dom.js';
import { count } from '/format.js';
import { cover, storeName } from '/panels/alerts.js';

export default {
  id: 'orders',
  title: 'To order',
  sections: ['orders', 'forecast'],
  size: 'half',
  mount(body, note) {
    const list = h('ol', { class: 'orders', tabindex: '0', 'aria-label': 'What to order, by store' });
    const empty = h('p', { class: 'empty' });
    body.append(list, empty);

    return ({ orders, forecast }) => {
      const first = orders?.first ?? [];
      empty.hidden = first.length > 0;
      list.hidden = !first.length;
      empty.classList.toggle('good', Boolean(forecast));
      text(empty, forecast ? 'Nothing to order: stock lasts.' : 'No day has closed yet. Suggestions need a forecast of demand.');
      const rest = first.length && orders.lines > first.length ? `, the first ${count(first.length)}` : '';
      text(note, first.length ? `${count(orders.units)} units in ${count(orders.lines)} lines${rest}` : '');
      // A store's name is a row of its own above its products.
      const rows = first.flatMap((order, i) => (i && first[i - 1].store === order.store ? [order] : [{ head: order.store }, order]));
      keyed(
        list,
        rows,
        (row) => (row.head === undefined ? `p ${row.store}|${row.id} ${row.title ?? ''}` : `s ${row.head}`),
        (row) => (row.head === undefined
          ? h('li', null,
            h('span', { class: 'what' }, h('span', { class: 'title' }, row.title || row.id), h('span', { class: 'sub' })),
            h('span', { class: 'number' }))
          : h('li', { class: 'store' }, storeName(row.head))),
        (item, row) => {
          if (row.head !== undefined) return;
          const coming = row.onOrder ? `, ${count(row.onOrder)} coming` : '';
          text(item.firstElementChild.lastElementChild, `${count(row.onHand)} in stock${coming} · ${cover(row.daysOfCover)}`);
          text(item.lastElementChild, count(row.quantity));
        },
      );
    };
  },
};
