/* Elements by function calls. Children are text nodes or elements, so nothing is read as markup. */
const SVG = 'http://www.w3.org/2000/svg';

function build(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function h(tag, attributes, ...children) {
  return build(document.createElement(tag), attributes, children);
}

export function s(tag, attributes, ...children) {
  return build(document.createElementNS(SVG, tag), attributes, children);
}

/* Sets text only when it differs: what did not change is not touched, nor told to a screen reader. */
export function text(element, value) {
  if (element.textContent !== value) element.textContent = value;
}

/*
 * Keeps a list of elements by key: moves, makes and removes only what changed, so that transitions
 * run and focus stays.
 */
export function keyed(parent, items, key, make, update) {
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const name = String(key(item));
    let child = old.get(name);
    if (child) {
      old.delete(name);
    } else {
      child = make(item);
      child.dataset.key = name;
    }
    if (child === place) {
      place = place.nextElementSibling;
    } else {
      parent.insertBefore(child, place);
    }
    update?.(child, item);
  }
  for (const child of old.values()) child.remove();
}

export function pictureUrl(product) {
  return product.picture ? `/pictures/${encodeURIComponent(product.id)}?v=${product.picture}` : null;
}
