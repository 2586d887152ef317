import { h, keyed, pictureUrl, text } from '/dom.js';
import { count, dayName } from '/format.js';

/* A product without a picture gets its initials on a colour of its category. */
function hue(words) {
  let sum = 0;
  for (const letter of words) sum = (sum * 31 + letter.codePointAt(0)) % 6;
  return sum;
}

function placeholder(product) {
  const name = product.title || product.id;
  const initials = name.split(/\s+/).map((word) => word[0]).join('').slice(0, 2).toUpperCase();
  return h('span', { class: 'thumb', 'data-hue': hue(product.category || name), 'aria-hidden': 'true' }, initials);
}

export function picture(product) {
  const url = pictureUrl(product);
  if (!url) return placeholder(product);
  const image = h('img', { class: 'thumb', alt: '', width: 44, height: 44, decoding: 'async' });
  image.addEventListener('error', () => image.replaceWith(placeholder(product)));
  image.src = url;
  return image;
}

export default {
  id: 'products',
  title: 'Top products now',
  sections: ['topProducts', 'sales'],
  size: 'third',
  mount(body, note) {
    const list = h('ol', { class: 'products' });
    const empty = h('p', { class: 'empty' }, 'No product has been sold yet.');
    body.append(list, empty);

    return ({ topProducts, sales }) => {
      const products = topProducts ?? [];
      empty.hidden = products.length > 0;
      text(note, sales ? `by net revenue, ${dayName(sales.day)}` : '');
      const most = Math.max(1, ...products.map((product) => product.revenue));
      keyed(
        list,
        products,
        // A picture or a title that comes later makes the row anew.
        (product) => `${product.id} ${product.picture ?? ''} ${product.title ?? ''}`,
        (product) => h('li', null,
          picture(product),
          h('span', { class: 'what' },
            h('span', { class: 'title' }, product.title || product.id),
            h('span', { class: 'sub' })),
          h('span', { class: 'number' }),
          h('span', { class: 'track', 'aria-hidden': 'true' }, h('span', { class: 'fill' }))),
        (row, product) => {
          const [, what, number, track] = row.children;
          const returned = product.returned ? `, ${count(product.returned)} back` : '';
          text(what.lastElementChild, `${product.category ? `${product.category} · ` : ''}${count(product.units)} sold${returned}`);
          text(number, count(product.revenue));
          track.firstElementChild.style.width = `${Math.max(0, (100 * product.revenue) / most)}%`;
        },
      );
    };
  },
};
