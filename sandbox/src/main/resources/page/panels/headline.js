import { h, text } from '/dom.js';
import { sparkline } from '/charts.js';
import { bytes, change, count, dayName, duration, figure, NONE } from '/format.js';

/* The curve fills its place at first and reaches back three minutes later. */
const FEWEST_POINTS = 45;
const DAY_MS = 86400e3;

function tile(id, label) {
  const value = h('p', { class: 'value', id }, NONE);
  const hint = h('p', { class: 'hint' }, '\u00a0');
  return { value, hint, element: h('div', { class: 'tile' }, h('h3', null, label), value, hint) };
}

function setChange(hint, value, words) {
  if (typeof value !== 'number') {
    text(hint, words);
    delete hint.dataset.trend;
    return;
  }
  hint.dataset.trend = Math.abs(value) < 0.005 ? 'level' : value > 0 ? 'up' : 'down';
  text(hint, `${change(value)} on the day before`);
}

export default {
  id: 'headline',
  title: null,
  label: 'Headline numbers',
  sections: ['job', 'rate', 'sales', 'segments', 'segmentFlow'],
  size: 'full',
  mount(body) {
    const rate = tile('events-per-second', 'Events per second');
    const lag = tile('lag', 'Lag');
    const revenue = tile('revenue-today', 'Revenue today');
    const units = tile('units-today', 'Items sold today');
    const customers = tile('customers', 'Customers known');
    const spark = sparkline();
    rate.element.classList.add('hero');
    rate.element.append(spark.element);
    body.append(rate.element, lag.element, revenue.element, units.element, customers.element);

    return ({ job, rate: points, sales, segments, segmentFlow }) => {
      if (job) {
        text(rate.value, job.eventsPerSecond < 0 ? NONE : figure(Math.round(job.eventsPerSecond)));
        const since = job.recordsIn < 0 ? 'Job not seen yet' : `${figure(job.recordsIn)} since the start`;
        const checkpoint = job.checkpointMillis < 0 ? '' : ` · checkpoint ${duration(job.checkpointMillis)}, ${bytes(job.checkpointBytes)}`;
        text(rate.hint, since + checkpoint);

        const behind = job.watermark ? job.at - job.watermark : NaN;
        // A replay of old days has an event time far from now: then only what waits in Kafka says anything.
        const live = behind >= 0 && behind < DAY_MS;
        if (live) {
          text(lag.value, duration(behind));
          text(lag.hint, job.pending < 0 ? 'watermark behind the clock' : `${count(job.pending)} records waiting`);
        } else if (job.pending >= 0) {
          text(lag.value, figure(job.pending));
          text(lag.hint, 'records waiting in Kafka');
        } else {
          text(lag.value, NONE);
          text(lag.hint, job.watermark ? 'a replay of other days' : 'no watermark yet');
        }
        lag.hint.dataset.trend = job.checkpointsFailed > 0 ? 'down' : 'level';
        if (job.checkpointsFailed > 0) text(lag.hint, `${count(job.checkpointsFailed)} failed checkpoints`);
      }
      spark.update((points ?? []).map((point) => point[1]), Math.max(FEWEST_POINTS, points?.length ?? 0));
      text(revenue.value, sales ? figure(sales.today.revenue) : NONE);
      text(units.value, sales ? figure(sales.today.units) : NONE);
      if (sales) {
        setChange(revenue.hint, sales.revenueChange, `net of returns, ${dayName(sales.day)}`);
        text(units.hint, `${count(sales.today.orders)} receipt lines`);
      }
      text(customers.value, segments ? figure(segments.customers) : NONE);
      text(customers.hint, segmentFlow ? `${count(segmentFlow.moves)} changed segment` : 'with a purchase');
    };
  },
};
