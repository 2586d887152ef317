import { h } from '/dom.js';

export default {
  id: 'links',
  title: null,
  label: 'Where to look further',
  sections: ['links'],
  size: 'full',
  mount(body) {
    return ({ links }) => {
      const web = /^https?:\/\//.test(links?.flink ?? '');
      body.replaceChildren(
        ...[
          web && h('a', { href: links.flink, target: '_blank', rel: 'noopener noreferrer' }, 'Flink web UI'),
          links?.database && h('span', { class: 'db' }, h('span', { class: 'label' }, 'Database'), ' ', h('code', null, links.database)),
          h('a', { href: '/api/state' }, 'These figures as JSON'),
        ].filter(Boolean),
      );
    };
  },
};
