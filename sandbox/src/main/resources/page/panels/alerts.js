import { h, keyed, text } from '/dom.js';
import { count, dateTime, dayMonth, fine, share } from '/format.js';

const YEAR = 365;

export const cover = (days) => {
  if (typeof days !== 'number') return 'cover unknown';
  return days >= YEAR ? 'cover of a year or more' : `${fine(days)} d of cover`;
};
export const storeName = (store) => (store === 'online' ? 'Online shop' : store);

export default {
  id: 'alerts',
  title: 'Low stock',
  sections: ['alerts', 'forecast'],
  size: 'rest',
  mount(body, note) {
    const list = h('ol', { class: 'alerts' });
    const empty = h('p', { class: 'empty' });
    body.append(list, empty);

    return ({ alerts, forecast }) => {
      const newest = alerts?.newest ?? [];
      empty.hidden = newest.length > 0;
      empty.classList.toggle('good', Boolean(forecast));
      text(empty, forecast
        ? 'None open. Nothing is likely to run out before an order would arrive.'
        : 'No day has closed yet. Alerts need a forecast of demand.');
      text(note, newest.length ? `${count(alerts.open)} open, newest first` : '');
      keyed(
        list,
        newest,
        (alert) => `${alert.key} ${alert.title ?? ''}`,
        (alert) => h('li', null,
          h('span', { class: 'what' },
            h('span', { class: 'title' }, alert.title || alert.id),
            h('span', { class: 'sub' })),
          h('span', { class: 'risk', title: 'Probability of running out before an order would arrive' }),
          h('span', { class: 'sub more' })),
        (row, alert) => {
          const [what, risk, more] = row.children;
          const coming = alert.onOrder ? `, ${count(alert.onOrder)} coming` : '';
          text(what.lastElementChild, `${storeName(alert.store)} · ${count(alert.onHand)} in stock${coming}`);
          text(risk, share(alert.probability));
          row.dataset.level = alert.probability >= 0.5 ? 'high' : 'some';
          const out = typeof alert.stockoutAt === 'number' ? `out about ${dayMonth(alert.stockoutAt)}` : 'no stock-out in sight';
          const order = alert.order ? ` · order ${count(alert.order)}` : '';
          text(more, `${cover(alert.daysOfCover)} · ${out}${order} · since ${dateTime(alert.openedAt)}`);
        },
      );
    };
  },
};
