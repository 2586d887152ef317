/*
 * The customer segments, best first, each with its tone. The rank says whether a move is up or down;
 * a segment that is not listed here is shown at the end.
 */
export const SEGMENTS = [
  ['Champions', 'prime'],
  ['Loyal', 'prime'],
  ['Potential Loyalist', 'good'],
  ['New Customer', 'fresh'],
  ['Promising', 'fresh'],
  ['Need Attention', 'warn'],
  ['Cannot Lose', 'risk'],
  ['At Risk', 'risk'],
  ['Hibernating', 'away'],
  ['Lost', 'away'],
  ['Others', 'away'],
];

const rank = new Map(SEGMENTS.map(([name], index) => [name, index]));

export const rankOf = (name) => rank.get(name) ?? SEGMENTS.length;
export const toneOf = (name) => SEGMENTS[rankOf(name)]?.[1] ?? 'away';

export function direction(from, to) {
  if (!from) return 'new';
  if (rankOf(to) === rankOf(from)) return 'level';
  return rankOf(to) < rankOf(from) ? 'up' : 'down';
}
