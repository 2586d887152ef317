/*
 * The shop window: be a visitor or a customer, look at products, and see the list change and why. What
 * is done here goes to the web shop's topic like everything else; the list comes from the job.
 */
import { h, keyed, pictureUrl, text } from '/dom.js';
import { count } from '/format.js';

const SHOWN = 10;
const AFTER_A_CLICK_MS = 150;
const AT_LEISURE_MS = 2000;
const HURRY_MS = 4000;
const WINDOW_MS = 15000;

/* Records that wait in Kafka while the job reads what was there before; the newest few always wait. */
const CATCHING_UP = 5000;

const session = `page-${crypto.randomUUID()}`;

/* Nothing is asked of a server that is not there, nor for a page that nobody sees. */
function rests() {
  return document.hidden || document.body.dataset.connection === 'lost';
}

async function ask(url, options) {
  const answer = await fetch(url, options);
  if (!answer.ok) throw new Error((await answer.text()).trim());
  return answer.json();
}

function act(type, product, customer, recommendation = '') {
  return ask('/api/shop/events', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ session, customer, type, product, recommendation }),
  });
}

function picture(product) {
  const url = pictureUrl(product);
  return url
    ? h('img', { alt: '', src: url, width: 72, height: 72, decoding: 'async', loading: 'lazy' })
    : h('span', { class: 'blank', 'aria-hidden': 'true' }, (product.title || product.id).slice(0, 1));
}

function options(select, values, names) {
  keyed(select, values, (value) => value, (value) => h('option', { value }, names(value)));
}

export default {
  id: 'storefront',
  title: 'Storefront',
  sections: ['job'],
  size: 'full',
  mount(body, note) {
    const who = h('select', { id: 'shopper' }, h('option', { value: '', 'data-key': '' }, 'A new visitor'));
    const category = h('select', { id: 'shop-category' });
    const shelf = h('ul', { class: 'shelf', 'aria-label': 'Products to look at' });
    const list = h('ol', { class: 'shelf picks', 'aria-label': 'Recommended' });
    const empty = h('p', { class: 'empty' }, 'Look at a product: the list begins with the first click.');
    const said = h('p', { class: 'sub', role: 'status' });
    body.append(
      h('div', { class: 'controls' },
        h('label', { for: 'shopper' }, 'Shop as '), who,
        h('label', { for: 'shop-category' }, 'Look around in '), category,
        said),
      h('div', { class: 'shop' },
        h('div', null, h('h3', null, 'The shop'), shelf),
        h('div', null, h('h3', null, 'For you'), empty, list)));
    text(note, 'clicks go to ecom.events, the list comes from retail.recommendations');

    let shown = '';
    let hurriesUntil = 0;
    let timer = 0;
    let waiting = 0;

    function say(words) {
      text(said, words);
    }

    async function look(product, type, from) {
      try {
        hurriesUntil = Date.now() + HURRY_MS;
        if (from) await act('recommendation_clicked', product.id, who.value, from);
        await act(type, product.id, who.value);
        const done = type === 'view' ? `You looked at ${product.title || product.id}.` : `${product.title || product.id} is in the basket.`;
        say(waiting > CATCHING_UP ? `${done} The job reads ${count(waiting)} earlier records first, then the list comes.` : done);
        follow();
      } catch (error) {
        say(error.message);
      }
    }

    function item(product, from, under) {
      const view = h('button', { type: 'button', class: 'product', 'data-product': product.id },
        picture(product),
        h('span', { class: 'title' }, product.title || product.id),
        under && h('span', { class: 'why' }, under));
      view.addEventListener('click', () => look(product, 'view', from()));
      const basket = h('button', { type: 'button', class: 'basket', 'aria-label': `Put ${product.title || product.id} into the basket` }, '+');
      basket.addEventListener('click', () => look(product, 'add_to_cart', from()));
      return h('li', null, view, basket);
    }

    function draw(answer) {
      const items = (answer.items ?? []).slice(0, SHOWN);
      empty.hidden = items.length > 0;
      if (!items.length || answer.id === shown) return;
      shown = answer.id;
      keyed(
        list,
        items,
        (product) => `${product.id} ${product.picture ?? ''}`,
        (product) => item(product, () => shown, product.reason),
        (element, product) => text(element.querySelector('.why'), product.reason),
      );
      if (answer.millis !== undefined) say(`New list ${answer.millis} ms after the click.`);
      list.dataset.variant = answer.variant;
      act('recommendation_shown', items[0].id, who.value, shown).catch(() => {});
    }

    async function follow() {
      clearTimeout(timer);
      if (!rests()) {
        try {
          const query = new URLSearchParams({ session, customer: who.value });
          draw(await ask(`/api/shop/list?${query}`));
        } catch {
          // The page's banner tells of a lost connection.
        }
      }
      clearTimeout(timer);
      timer = setTimeout(follow, Date.now() < hurriesUntil ? AFTER_A_CLICK_MS : AT_LEISURE_MS);
    }

    async function open() {
      try {
        const shop = await ask(`/api/shop?${new URLSearchParams({ category: category.value })}`);
        const customers = [...new Set([who.value, ...shop.customers])].filter(Boolean).slice(0, 13);
        options(who, ['', ...customers], (id) => id || 'A new visitor');
        options(category, ['', ...shop.categories.filter(Boolean)], (name) => name || 'everything');
        keyed(
          shelf,
          shop.products,
          (product) => `${product.id} ${product.picture ?? ''}`,
          (product) => item(product, () => ''),
        );
      } catch (error) {
        say(error.message);
      }
    }

    category.addEventListener('change', open);
    who.addEventListener('change', () => {
      shown = '';
      list.replaceChildren();
      say(who.value ? `You are ${who.value} now: what you looked at comes with you.` : 'You are a new visitor.');
      follow();
    });
    document.addEventListener('visibilitychange', () => document.hidden || follow());
    open();
    setInterval(() => rests() || open(), WINDOW_MS);
    follow();
    return ({ job }) => {
      waiting = job?.pending ?? 0;
    };
  },
};
