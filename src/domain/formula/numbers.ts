/** Digits that Excel keeps of a number ("Excel specifications and limits": number precision 15 digits). */
const precision = 15;

const numeral = /^[+-]?\$?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?%?$/;

/** A number as text, as Excel's General format: at most 15 digits, `1E+21` from 10^21 on, `1E-07` below 10^-6. */
export function showNumber(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  const text = String(Number(value.toPrecision(precision)));
  const at = text.indexOf('e');
  if (at < 0) return text;
  return `${text.slice(0, at)}E${text.slice(at + 1, at + 2)}${text.slice(at + 2).padStart(2, '0')}`;
}

/** The number that a text shows: sign, `$`, thousands separators, decimals, exponent, `%`; undefined when it shows none. */
export function readNumber(text: string): number | undefined {
  const trimmed = text.trim();
  if (trimmed.length > 64) return undefined;
  if (!numeral.test(trimmed)) return undefined;
  const value = Number(trimmed.replaceAll(/[$,%]/g, ''));
  if (!Number.isFinite(value)) return undefined;
  return trimmed.endsWith('%') ? value / 100 : value;
}

/**
 * Rounds half away from zero as Excel's ROUND does, on the 15 digits that Excel keeps: `round(2.675, 2)` is 2.68.
 *
 * @param places decimals to keep; negative rounds before the point
 */
export function round(value: number, places: number): number {
  if (!Number.isFinite(value) || value === 0) return value;
  const [mantissa = '', exponent = '0'] = Math.abs(value)
    .toExponential(precision - 1)
    .split('e');
  const digits = mantissa.replace('.', '');
  const kept = Number(exponent) + 1 + places;
  if (kept >= precision) return value;
  if (kept < 0) return 0;
  const up = (digits[kept] ?? '0') >= '5' ? 1 : 0;
  const rounded = Number(`${Number(digits.slice(0, kept)) + up}e${-places}`);
  return value < 0 ? -rounded : rounded;
}

/** Whether Excel would call two numbers equal: the same to 15 digits, so that `0.1+0.2=0.3`. */
export function equalNumbers(left: number, right: number): boolean {
  if (left === right) return true;
  const difference = Math.abs(left - right);
  if (difference > Math.abs(left) * 1e-14) return false;
  return left.toPrecision(precision) === right.toPrecision(precision);
}
