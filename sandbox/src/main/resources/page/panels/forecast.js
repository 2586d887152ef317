import { h, keyed, text } from '/dom.js';
import { fan } from '/charts.js';
import { compact, dayMonth, dayName, fine } from '/format.js';

const DAY_MS = 86400e3;
const WEEK = 7;
const dayOf = (data, i) => data.from + i * DAY_MS;
const UNITS = [['units', 'Units'], ['revenue', 'Net revenue']];
const sum = (values) => values.reduce((all, value) => all + value, 0);

export default {
  id: 'forecast',
  title: 'Forecast, 30 days',
  sections: ['forecast'],
  size: 'wide',
  mount(body, note) {
    let state = null;
    const series = h('select', { 'aria-label': 'What is forecast' });
    const unit = h('select', { 'aria-label': 'Unit' }, UNITS.map(([value, name]) => h('option', { value }, name)));
    const sums = h('ul', { class: 'legend' },
      h('li', null, h('i', { class: 'swatch', 'data-series': 0 }), 'Sold ', h('b')),
      h('li', null, h('i', { class: 'swatch', 'data-series': 1 }), 'Expected ', h('b')));
    const controls = h('div', { class: 'controls' }, series, unit, sums);
    const chart = fan({
      name: 'Forecast curve; arrow keys tell the days',
      format: (value, exact) => (exact || value < 1000 ? fine(value) : compact(value)),
      label: (data, i) => dayName(dayOf(data, i)),
      tick: (data, i) => ((i - data.actual.length) % WEEK === 0 ? dayMonth(dayOf(data, i)) : null),
      day: (data, i) => i === data.actual.length,
      dayName: () => 'forecast',
    });
    const empty = h('p', { class: 'empty' }, 'No day has closed yet. The first forecast comes when a shop day is over.');
    controls.hidden = true;
    chart.element.hidden = true;
    body.append(controls, chart.element, empty);

    function draw() {
      const { forecast } = state;
      empty.hidden = Boolean(forecast);
      controls.hidden = !forecast;
      chart.element.hidden = !forecast;
      text(note, forecast ? `as of ${dayName(forecast.issuedOn)}, band 10 to 90 %` : '');
      if (!forecast) return;
      const chosen = series.value;
      keyed(
        series,
        forecast.series,
        (one) => one.id ?? '',
        (one) => h('option', { value: one.id ?? '' }),
        (option, one) => text(option, one.id === undefined ? 'Whole shop' : one.title || one.id),
      );
      // A product that is none of the first any more makes room for the whole shop.
      series.value = forecast.series.some((one) => (one.id ?? '') === chosen) ? chosen : '';
      const one = forecast.series.find((other) => (other.id ?? '') === series.value) ?? forecast.series[0];
      const data = one[unit.value];
      const [sold, expected] = sums.querySelectorAll('b');
      text(sold, `${compact(sum(data.actual))} in ${data.actual.length} d`);
      text(expected, `${compact(sum(data.mean))} in ${data.mean.length} d`);
      chart.update({
        ...data,
        from: forecast.from,
        length: data.actual.length + data.mean.length,
        summary: `${series.selectedOptions[0]?.textContent}, ${unit.selectedOptions[0].textContent.toLowerCase()}: ${compact(sum(data.actual))} in the last ${data.actual.length} days, ${compact(sum(data.mean))} expected in the next ${data.mean.length}.`,
      });
    }
    for (const control of [series, unit]) control.addEventListener('change', draw);
    return (newest) => {
      state = newest;
      draw();
    };
  },
};
