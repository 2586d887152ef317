import { h, keyed, text } from '/dom.js';
import { count, time } from '/format.js';

/* Class names are for developers: the last part is what says something. */
const kindOf = (kind) => kind.split('.').at(-1).split('$').at(-1);

export default {
  id: 'dead-letters',
  title: 'Dead letters',
  sections: ['deadLetters'],
  size: 'half',
  mount(body, note) {
    const reasons = h('ul', { class: 'reasons', 'aria-label': 'Reasons among the newest' });
    const list = h('ol', { class: 'letters' });
    const empty = h('p', { class: 'empty good' }, 'None. Every record could be read.');
    body.append(reasons, list, empty);

    return ({ deadLetters }) => {
      const newest = deadLetters?.newest ?? [];
      empty.hidden = newest.length > 0 || !deadLetters;
      text(note, newest.length ? `newest ${count(deadLetters.read)} by reason` : '');
      keyed(
        reasons,
        deadLetters?.reasons ?? [],
        (reason) => reason.kind,
        (reason) => h('li', { title: reason.kind }, `${kindOf(reason.kind)} `, h('b')),
        (item, reason) => text(item.lastElementChild, count(reason.count)),
      );
      keyed(
        list,
        newest.slice(0, 5),
        (letter) => `${letter.topic} ${letter.partition} ${letter.offset}`,
        (letter) => h('li', null,
          h('span', { class: 'why' }, letter.message || kindOf(letter.kind)),
          h('span', { class: 'sub' }, `${letter.topic} [${letter.partition}] @ ${letter.offset} · ${letter.stage} · ${time(letter.seenAt)}`)),
      );
    };
  },
};
