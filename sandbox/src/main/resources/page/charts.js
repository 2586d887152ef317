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
 * Stacked areas over time with a pointer that tells the values.
 * options: { format(value), label(index), tick(index) -> text or null, day(index) -> boolean }
 */
export function stackedAreas(options) {
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
    const sums = Array.from({ length: n }, (_, i) => shown.series.reduce((sum, one) => sum + Math.max(0, one.values[i]), 0));
    const max = niceMax(Math.max(...sums));
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
    let below = new Array(n).fill(0);
    shown.series.forEach((one, index) => {
      const above = below.map((value, i) => value + Math.max(0, one.values[i]));
      const upper = curve(above.map((value, i) => [x(i), y(value)]));
      const lower = curve(below.map((value, i) => [x(i), y(value)]).reverse()).replace('M', 'L');
      element.append(
        s('path', { class: 'area', 'data-series': index, d: `${upper}${lower}Z` }),
        s('path', { class: 'line', 'data-series': index, d: upper }),
      );
      below = above;
    });
    if (at >= 0) {
      element.append(s('line', { class: 'cursor', x1: px(x(at)), x2: px(x(at)), y1: top, y2: top + plot[1] }));
    }
    element.append(s('circle', { class: 'now', cx: px(x(at < 0 ? n - 1 : at)), cy: px(y(sums[at < 0 ? n - 1 : at])), r: 4.5 }));
  }

  function point(index) {
    at = shown ? Math.max(-1, Math.min(shown.length - 1, index)) : -1;
    tip.hidden = at < 0;
    draw();
    if (at < 0) return;
    const { w, left, plot } = geometry();
    tip.replaceChildren(
      h('strong', null, options.label(shown, at)),
      ...shown.series.map((one, index2) =>
        h('span', { class: 'tip-row' }, h('i', { class: 'swatch', 'data-series': index2 }), `${one.name} `, h('b', null, options.format(one.values[at], true)))),
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
    const from = at < 0 ? shown.length - 1 : at;
    point(event.key === 'Escape' ? -1 : Math.max(0, from + (event.key === 'ArrowLeft' ? -1 : at < 0 ? 0 : 1)));
  });

  return {
    element: box,
    /* data: { length, series: [{ name, values }], summary, ... } */
    update(data) {
      shown = data;
      element.setAttribute('aria-label', data.summary);
      box.setAttribute('aria-label', 'Sales curve; arrow keys tell the hours');
      if (at >= data.length) at = -1;
      if (at < 0) draw();
      else point(at);
    },
  };
}
