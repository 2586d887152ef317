/* Charts by hand: SVG in the pixels of their place, so that lines and letters keep their size. */
import { h, s } from '/dom.js';

const px = (value) => Math.round(value * 10) / 10;

export function niceMax(value) {
  if (value <= 0) return 1;
  const base = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((step) => step * base >= value) * base;
}

/* A monotone cubic through the points: a curve that never shows more or less than there was. */
export function curve(points) {
  const n = points.length;
  if (!n) return '';
  if (n < 3) return points.map(([x, y], i) => `${i ? 'L' : 'M'}${px(x)},${px(y)}`).join('');
  const slope = [];
  for (let i = 0; i < n - 1; i++) slope.push((points[i + 1][1] - points[i][1]) / (points[i + 1][0] - points[i][0]));
  const tangent = [slope[0]];
  for (let i = 1; i < n - 1; i++) {
    const [a, b] = [slope[i - 1], slope[i]];
    tangent.push(a * b <= 0 ? 0 : (2 * a * b) / (a + b));
  }
  tangent.push(slope[n - 2]);
  let path = `M${px(points[0][0])},${px(points[0][1])}`;
  for (let i = 0; i < n - 1; i++) {
    const third = (points[i + 1][0] - points[i][0]) / 3;
    path += `C${px(points[i][0] + third)},${px(points[i][1] + tangent[i] * third)} ${px(points[i + 1][0] - third)},${px(points[i + 1][1] - tangent[i + 1] * third)} ${px(points[i + 1][0])},${px(points[i + 1][1])}`;
  }
  return path;
}

/* A sparkline in a box that the style sheet sizes; it is decoration beside a number. */
export function sparkline() {
  const area = s('path', { class: 'spark-area' });
  const line = s('path', { class: 'spark-line' });
  const tip = s('circle', { class: 'spark-tip', r: 3.5 });
  const element = s('svg', { class: 'spark', 'aria-hidden': 'true' }, area, line, tip);
  return {
    element,
    update(values, length) {
      const { clientWidth: w, clientHeight: hgt } = element;
      if (!w || values.length < 2) {
        area.setAttribute('d', '');
        line.setAttribute('d', '');
        tip.setAttribute('visibility', 'hidden');
        return;
      }
      const max = Math.max(...values, 1) * 1.15;
      const step = (w - 6) / (length - 1);
      const begin = w - 6 - (values.length - 1) * step;
      const points = values.map((value, i) => [begin + i * step, hgt - 2 - (value / max) * (hgt - 8)]);
      const path = curve(points);
      const [x, y] = points.at(-1);
      line.setAttribute('d', path);
      area.setAttribute('d', `${path}L${px(x)},${hgt}L${px(points[0][0])},${hgt}Z`);
      tip.setAttribute('visibility', 'visible');
      tip.setAttribute('cx', px(x));
      tip.setAttribute('cy', px(y));
    },
  };
}

/*
 * A chart over time with a pointer that tells the values, for mouse, finger and keys.
 * options: { name, format(value), label(data, i), tick(data, i) -> text or null, day(data, i) -> boolean,
 *   dayName(data, i) }
 * parts: { max(data), value(data, i), newest(data) -> index, paint(data, at, add, x, y), rows(data, i) -> rows of the tip }
 * data: { length, summary, ... }
 */
function timeChart(options, parts) {
  const element = s('svg', { class: 'areas', role: 'img' });
  const tip = h('div', { class: 'tip', hidden: '' });
  const box = h('div', { class: 'chart', tabindex: '0', role: 'group', 'aria-roledescription': 'chart' }, element, tip);
  let shown = null;
  let at = -1;

  function geometry() {
    const w = box.clientWidth;
    const hgt = box.clientHeight;
    const left = 44;
    const right = 10;
    const top = 12;
    const bottom = 24;
    return { w, hgt, left, top, bottom, plot: [w - left - right, hgt - top - bottom] };
  }

  function draw() {
    const { w, hgt, left, top, plot } = geometry();
    element.replaceChildren();
    if (!shown || w < 80) return;
    element.setAttribute('viewBox', `0 0 ${w} ${hgt}`);
    const n = shown.length;
    const max = niceMax(parts.max(shown));
    const x = (i) => left + (plot[0] * i) / Math.max(1, n - 1);
    const y = (value) => top + plot[1] * (1 - value / max);
    for (let i = 0; i <= 3; i++) {
      const value = (max * i) / 3;
      element.append(
        s('line', { class: i ? 'grid' : 'axis', x1: left, x2: left + plot[0], y1: px(y(value)), y2: px(y(value)) }),
        s('text', { class: 'tick', x: left - 8, y: px(y(value) + 4), 'text-anchor': 'end' }, options.format(value)),
      );
    }
    let room = -Infinity;
    for (let i = 0; i < n; i++) {
      if (options.day(shown, i)) {
        element.append(s('line', { class: 'day', x1: px(x(i)), x2: px(x(i)), y1: top - 8, y2: top + plot[1] }));
        element.append(s('text', { class: 'day-name', x: px(x(i) + 5), y: top }, options.dayName(shown, i)));
      }
      const tick = options.tick(shown, i);
      if (tick && x(i) - room > 40 && x(i) < left + plot[0] - 14) {
        room = x(i);
        element.append(s('text', { class: 'tick', x: px(x(i)), y: hgt - 6, 'text-anchor': 'middle' }, tick));
      }
    }
    parts.paint(shown, at, (...children) => element.append(...children), x, y);
    if (at >= 0) {
      element.append(s('line', { class: 'cursor', x1: px(x(at)), x2: px(x(at)), y1: top, y2: top + plot[1] }));
    }
    const dot = at < 0 ? parts.newest(shown) : at;
    if (dot >= 0) element.append(s('circle', { class: 'now', cx: px(x(dot)), cy: px(y(parts.value(shown, dot))), r: 4.5 }));
  }

  function point(index) {
    at = shown ? Math.max(-1, Math.min(shown.length - 1, index)) : -1;
    tip.hidden = at < 0;
    draw();
    if (at < 0) return;
    const { w, left, plot } = geometry();
    tip.replaceChildren(
      h('strong', null, options.label(shown, at)),
      ...parts.rows(shown, at).map((children) => h('span', { class: 'tip-row' }, ...children)),
    );
    const where = left + (plot[0] * at) / Math.max(1, shown.length - 1);
    tip.style.left = `${Math.max(4, Math.min(w - tip.offsetWidth - 4, where - tip.offsetWidth / 2))}px`;
  }

  function fromPointer(event) {
    if (!shown) return;
    const { left, plot } = geometry();
    const where = event.clientX - box.getBoundingClientRect().left - left;
    point(Math.max(0, Math.round((where / plot[0]) * (shown.length - 1))));
  }
  box.addEventListener('pointermove', fromPointer);
  box.addEventListener('pointerdown', fromPointer);
  box.addEventListener('pointerleave', () => point(-1));
  box.addEventListener('blur', () => point(-1));
  box.addEventListener('keydown', (event) => {
    if (!shown || !['ArrowLeft', 'ArrowRight', 'Escape'].includes(event.key)) return;
    event.preventDefault();
    const from = at < 0 ? Math.max(0, parts.newest(shown)) : at;
    point(event.key === 'Escape' ? -1 : Math.max(0, from + (event.key === 'ArrowLeft' ? -1 : at < 0 ? 0 : 1)));
  });

  return {
    element: box,
    update(data) {
      shown = data;
      element.setAttribute('aria-label', data.summary);
      box.setAttribute('aria-label', options.name);
      if (at >= data.length) at = -1;
      if (at < 0) draw();
      else point(at);
    },
  };
}

/* Stacked areas. data: { length, series: [{ name, values }], summary, ... } */
export function stackedAreas(options) {
  const value = (data, i) => data.series.reduce((sum, one) => sum + Math.max(0, one.values[i]), 0);
  return timeChart(options, {
    value,
    newest: (data) => data.length - 1,
    max: (data) => Math.max(...Array.from({ length: data.length }, (_, i) => value(data, i))),
    rows: (data, i) => data.series.map((one, index) => [
      h('i', { class: 'swatch', 'data-series': index }), `${one.name} `, h('b', null, options.format(one.values[i], true)),
    ]),
    paint(data, at, add, x, y) {
      let below = new Array(data.length).fill(0);
      data.series.forEach((one, index) => {
        const above = below.map((sum, i) => sum + Math.max(0, one.values[i]));
        const upper = curve(above.map((sum, i) => [x(i), y(sum)]));
        const lower = curve(below.map((sum, i) => [x(i), y(sum)]).reverse()).replace('M', 'L');
        add(
          s('path', { class: 'area', 'data-series': index, d: `${upper}${lower}Z` }),
          s('path', { class: 'line', 'data-series': index, d: upper }),
        );
        below = above;
      });
    },
  });
}

/*
 * What was, and what is expected after it with the band that holds four days of five.
 * data: { length, actual: [...], mean: [...], p10: [...], p90: [...], summary, ... }; the forecast follows the actuals.
 */
export function fan(options) {
  const begin = (data) => data.actual.length;
  const value = (data, i) => Math.max(0, i < begin(data) ? data.actual[i] : data.mean[i - begin(data)]);
  return timeChart(options, {
    value,
    newest: (data) => begin(data) - 1,
    max: (data) => Math.max(...data.actual, ...data.mean, ...data.p90, 0),
    rows(data, i) {
      const ahead = i - begin(data);
      if (ahead < 0) return [['Sold ', h('b', null, options.format(data.actual[i], true))]];
      return [
        ['Expected ', h('b', null, options.format(data.mean[ahead], true))],
        ['10 to 90 % ', h('b', null, `${options.format(data.p10[ahead], true)} – ${options.format(data.p90[ahead], true)}`)],
      ];
    },
    paint(data, at, add, x, y) {
      const line = (values, from) => values.map((one, i) => [x(from + i), y(Math.max(0, one))]);
      const from = begin(data);
      const upper = curve(line(data.p90, from));
      const lower = curve(line(data.p10, from).reverse()).replace('M', 'L');
      if (data.mean.length) {
        add(
          s('path', { class: 'area band', 'data-series': 1, d: `${upper}${lower}Z` }),
          s('path', { class: 'line expected', 'data-series': 1, d: curve(line(data.mean, from)) }),
        );
      }
      add(s('path', { class: 'line actual', 'data-series': 0, d: curve(line(data.actual, 0)) }));
    },
  });
}
