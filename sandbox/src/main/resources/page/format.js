const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const tenth = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });
const finePercent = new Intl.NumberFormat('en', { style: 'percent', minimumFractionDigits: 2, maximumFractionDigits: 2 });
const signed = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' });
const signedWhole = new Intl.NumberFormat('en', { maximumFractionDigits: 0, signDisplay: 'exceptZero' });
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
const shortDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const minute = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
const full = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });

export const NONE = '–';

const known = (value) => typeof value === 'number' && Number.isFinite(value);

export const count = (value) => (known(value) ? whole.format(value) : NONE);
/* Small numbers with a digit after the point: 0.4 a day is not nothing. */
export const fine = (value) => (known(value) && Math.abs(value) < 100 ? tenth.format(value) : count(value));
export const compact = (value) => (known(value) ? short.format(value) : NONE);
/* Whole numbers as long as they fit a tile, short ones beyond. */
export const figure = (value) => (known(value) && Math.abs(value) < 1e7 ? whole.format(value) : compact(value));
export const share = (value) => (known(value) ? percent.format(value) : NONE);
export const fineShare = (value) => (known(value) ? finePercent.format(value) : NONE);
export const change = (value) => (known(value) ? signed.format(value) : NONE);
export const delta = (value) => (known(value) ? signedWhole.format(value) : NONE);
export const dayName = (millis) => day.format(millis).replace(',', '');
export const dayMonth = (millis) => shortDay.format(millis);
export const time = (millis) => minute.format(millis);
export const dateTime = (millis) => full.format(millis).replace(',', '');

export function duration(millis) {
  if (!known(millis)) return NONE;
  if (millis < 1000) return `${Math.round(millis)} ms`;
  if (millis < 60e3) return `${(millis / 1000).toFixed(1)} s`;
  if (millis < 3600e3) return `${Math.round(millis / 60e3)} min`;
  if (millis < 48 * 3600e3) return `${Math.round(millis / 3600e3)} h`;
  return `${Math.round(millis / 86400e3)} d`;
}

export function bytes(value) {
  if (!known(value)) return NONE;
  let unit = 0;
  while (value >= 1000 && unit < 4) {
    value /= 1000;
    unit++;
  }
  return `${unit && value < 10 ? value.toFixed(1) : Math.round(value)} ${['B', 'kB', 'MB', 'GB', 'TB'][unit]}`;
}
