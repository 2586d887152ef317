import { h, keyed, text } from '/dom.js';
import { compact, count, dayName, figure, fineShare } from '/format.js';

const RULES = [['duplicate', 'Duplicate'], ['late', 'Late'], ['dead-letter', 'Dead']];

export default {
  id: 'quality',
  title: 'Data quality',
  sections: ['quality', 'sales'],
  size: 'half',
  mount(body, note) {
    const rows = h('tbody', { role: 'rowgroup' });
    const table = h('table', { role: 'table' },
      h('caption', { class: 'sr' }, 'Records and violations per source, today and since the beginning'),
      h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' },
        h('th', { scope: 'col', role: 'columnheader' }, 'Source'),
        h('th', { scope: 'col', role: 'columnheader' }, 'Records'),
        RULES.map(([, name]) => h('th', { scope: 'col', role: 'columnheader' }, name)))),
      rows);
    const empty = h('p', { class: 'empty' }, 'Nothing has been counted yet.');
    body.append(table, empty);

    return ({ quality, sales }) => {
      const sources = quality ?? [];
      empty.hidden = sources.length > 0;
      table.hidden = !sources.length;
      text(note, sales ? `${dayName(sales.day)}, and since the start below` : '');
      keyed(
        rows,
        sources,
        (source) => source.source,
        // Roles spelt out: on a phone the rows are grids, which browsers would no longer call rows.
        (source) => h('tr', { role: 'row' },
          h('th', { scope: 'row', role: 'rowheader' }, source.source),
          Array.from({ length: RULES.length + 1 }, () => h('td', { role: 'cell' }, h('span'), h('small')))),
        (row, source) => {
          const cells = [...row.children].slice(1);
          text(cells[0].firstElementChild, figure(source.recordsToday));
          text(cells[0].lastElementChild, `${compact(source.records)} in all`);
          RULES.forEach(([rule], index) => {
            const { today = 0, all = 0 } = source.rules[rule] ?? {};
            const cell = cells[index + 1];
            text(cell.firstElementChild, count(today));
            text(cell.lastElementChild, all ? `${compact(all)} · ${fineShare(all / Math.max(1, source.records))}` : 'none');
            cell.dataset.level = today === 0 ? 'none' : rule === 'dead-letter' ? 'bad' : 'some';
          });
        },
      );
    };
  },
};
