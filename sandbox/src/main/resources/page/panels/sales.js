import { h, keyed, text } from '/dom.js';
import { stackedAreas } from '/charts.js';
import { compact, count, dayName, time } from '/format.js';

const HOUR_MS = 3600e3;
const hourOf = (data, i) => data.from + i * HOUR_MS;
const CHANNELS = { store: 'Stores', online: 'Online' };

export default {
  id: 'sales',
  title: 'Revenue by hour',
  sections: ['sales'],
  size: 'wide',
  mount(body, note) {
    const legend = h('ul', { class: 'legend' });
    const chart = stackedAreas({
      name: 'Sales curve; arrow keys tell the hours',
      format: (value, exact) => (exact ? count(value) : compact(value)),
      label: (data, i) => `${dayName(hourOf(data, i))} ${time(hourOf(data, i))}`,
      tick: (data, i) => (new Date(hourOf(data, i)).getUTCHours() % 6 === 0 ? time(hourOf(data, i)) : null),
      day: (data, i) => new Date(hourOf(data, i)).getUTCHours() === 0,
      dayName: (data, i) => dayName(hourOf(data, i)),
    });
    const empty = h('p', { class: 'empty' }, 'The curve begins with the first sale.');
    body.append(legend, chart.element, empty);

    return ({ sales }) => {
      empty.hidden = Boolean(sales);
      chart.element.hidden = !sales;
      legend.hidden = !sales;
      if (!sales) return;
      // Stores below, online on top, whatever the alphabet says.
      const channels = [...sales.channels].sort((a, b) => b.channel.localeCompare(a.channel));
      const total = (values) => values.reduce((sum, value) => sum + value, 0);
      text(note, 'net, last 48 shop hours, UTC');
      keyed(
        legend,
        channels.map((one, index) => ({ ...one, index })),
        (one) => one.channel,
        (one) => h('li', null, h('i', { class: 'swatch', 'data-series': one.index }), `${CHANNELS[one.channel] ?? one.channel} `, h('b')),
        (item, one) => {
          item.firstElementChild.dataset.series = one.index;
          text(item.querySelector('b'), compact(total(one.revenue)));
        },
      );
      chart.update({
        from: sales.from,
        length: channels[0]?.revenue.length ?? 0,
        series: channels.map((one) => ({ name: CHANNELS[one.channel] ?? one.channel, values: one.revenue })),
        summary: `Net revenue by hour over the last 48 hours: ${channels.map((one) => `${CHANNELS[one.channel] ?? one.channel} ${count(total(one.revenue))}`).join(', ')}.`,
      });
    };
  },
};
