import { round } from '../numbers.ts';
import type { FormatFault } from './date-format.ts';

/** A number format, compiled; undefined when a number has more digits than can be shown. */
export interface NumberFormat {
  show(value: number): string | undefined;
}

/** A place for a digit, or text. */
type Piece = { readonly digit: '0' | '#' } | { readonly literal: string };

interface Section {
  /** Before the decimal point, text around the digits included. */
  readonly whole: readonly Piece[];
  /** After it; undefined when the format has no point. */
  readonly decimals: readonly Piece[] | undefined;
  readonly places: number;
  readonly grouped: boolean;
  /** Number of percent signs, each of which multiplies by 100. */
  readonly percents: number;
}

const greatest = 1e15;
const mostPlaces = 30;
const bareLiterals = /[$+/():!^&'~{}<>= €£¥-]|[^\u0020-\u007e]/u;

class SectionReader {
  readonly #format: string;
  readonly #whole: Piece[] = [];
  #decimals: Piece[] | undefined;
  #grouped = false;
  #percents = 0;
  #at: number;

  constructor(format: string, start: number) {
    this.#format = format;
    this.#at = start;
  }

  get end(): number {
    return this.#at;
  }

  read(): Section | FormatFault {
    while (this.#at < this.#format.length && this.#format[this.#at] !== ';') {
      const problem = this.#next(this.#format[this.#at] ?? '');
      if (problem !== undefined) return problem;
    }
    const decimals = this.#decimals;
    const places = decimals?.filter((piece) => 'digit' in piece).length ?? 0;
    if (places > mostPlaces) return { at: this.#at, message: `more than ${mostPlaces} decimals` };
    return { whole: this.#whole, decimals, places, grouped: this.#grouped, percents: this.#percents };
  }

  #push(piece: Piece): void {
    (this.#decimals ?? this.#whole).push(piece);
  }

  #next(sign: string): FormatFault | undefined {
    const at = this.#at;
    this.#at += 1;
    switch (sign) {
      case '0':
      case '#':
        this.#push({ digit: sign });
        return undefined;
      case '.':
        if (this.#decimals !== undefined) return { at, message: 'a second decimal point' };
        this.#decimals = [];
        return undefined;
      case ',':
        return this.#comma(at);
      case '%':
        this.#percents += 1;
        this.#push({ literal: '%' });
        return undefined;
      case '"':
        return this.#quoted(at);
      case '\\':
        return this.#escaped(at);
      default:
        return this.#bare(at);
    }
  }

  #comma(at: number): FormatFault | undefined {
    const before = this.#format[at - 1] ?? '';
    const after = this.#format[at + 1] ?? '';
    if (this.#decimals !== undefined || !/[0#]/.test(before) || !/[0#]/.test(after)) {
      return { at, message: 'a comma stands between digits of the whole part, as in "#,##0"' };
    }
    this.#grouped = true;
    return undefined;
  }

  #quoted(at: number): FormatFault | undefined {
    const close = this.#format.indexOf('"', at + 1);
    if (close < 0) return { at, message: 'the quote in the format is never closed' };
    this.#push({ literal: this.#format.slice(at + 1, close) });
    this.#at = close + 1;
    return undefined;
  }

  #escaped(at: number): FormatFault | undefined {
    const character = this.#format.codePointAt(at + 1);
    if (character === undefined) return { at, message: 'nothing follows the backslash' };
    const literal = String.fromCodePoint(character);
    this.#push({ literal });
    this.#at += literal.length;
    return undefined;
  }

  #bare(at: number): FormatFault | undefined {
    const literal = String.fromCodePoint(this.#format.codePointAt(at) ?? 0);
    if (!bareLiterals.test(literal)) {
      return {
        at,
        message: `"${literal}" is no code of a number format`,
        hint: `write \\${literal} for the sign itself`,
      };
    }
    this.#push({ literal });
    this.#at = at + literal.length;
    return undefined;
  }
}

/** Digits from the right into their places; what is left over goes before the first place. */
function fillWhole(section: Section, digits: string): string {
  let left = digits === '0' ? '' : digits;
  let firstPlace = section.whole.findIndex((piece) => 'digit' in piece);
  if (firstPlace < 0) firstPlace = section.whole.length;
  let shown = '';
  let count = 0;
  const prepend = (digit: string): void => {
    if (section.grouped && count > 0 && count % 3 === 0) shown = `,${shown}`;
    shown = digit + shown;
    count += 1;
  };
  for (let index = section.whole.length - 1; index >= 0; index -= 1) {
    const piece = section.whole[index];
    if (piece === undefined) continue;
    if ('literal' in piece) {
      shown = piece.literal + shown;
      continue;
    }
    const last = left.slice(-1);
    if (last !== '' || piece.digit === '0') prepend(last === '' ? '0' : last);
    left = left.slice(0, -1);
    if (index === firstPlace) {
      for (let at = left.length - 1; at >= 0; at -= 1) prepend(left[at] ?? '');
    }
  }
  return shown;
}

/** Digits from the left into their places; `#` shows no zeros at the end. */
function fillDecimals(pieces: readonly Piece[], digits: string): string {
  const significant = digits.replace(/0+$/, '').length;
  let shown = '';
  let at = 0;
  for (const piece of pieces) {
    if ('literal' in piece) {
      shown += piece.literal;
      continue;
    }
    if (piece.digit === '0' || at < significant) shown += digits[at] ?? '0';
    at += 1;
  }
  return shown;
}

function showSection(section: Section, magnitude: number): string | undefined {
  const scaled = round(magnitude * 100 ** section.percents, section.places);
  if (scaled >= greatest) return undefined;
  const [whole = '0', decimals = ''] = scaled.toFixed(section.places).split('.');
  const hasPlaces = section.whole.some((piece) => 'digit' in piece);
  // Without a place before the point Excel still shows the whole part, unless the format is text alone.
  const first = hasPlaces || section.decimals === undefined ? '' : whole === '0' ? '' : whole;
  const point = section.decimals === undefined ? '' : `.${fillDecimals(section.decimals, decimals)}`;
  return `${fillWhole(section, whole)}${first}${point}`;
}

function readSections(format: string): readonly Section[] | FormatFault {
  const sections: Section[] = [];
  let at = 0;
  for (;;) {
    const reader = new SectionReader(format, at);
    const section = reader.read();
    if ('message' in section) return section;
    sections.push(section);
    if (reader.end >= format.length) return sections;
    if (sections.length === 3)
      return { at: reader.end, message: 'a number format has at most three sections' };
    at = reader.end + 1;
  }
}

/**
 * A number format of Excel (Microsoft, "Number format codes"): `0` and `#` places, one decimal point, `,`
 * grouping, `%`, text in quotes or after a backslash, and up to three sections: positive;negative;zero.
 */
export function compileNumberFormat(format: string): NumberFormat | FormatFault {
  const sections = readSections(format);
  if ('message' in sections) return sections;
  const [positive, negative, zero] = sections;
  if (positive === undefined) return { at: 0, message: 'the format is empty' };
  return {
    show(value) {
      if (value === 0) return showSection(zero ?? positive, 0);
      if (value > 0) return showSection(positive, value);
      if (negative !== undefined) return showSection(negative, -value);
      const shown = showSection(positive, -value);
      const rounded = round(value * 100 ** positive.percents, positive.places);
      return shown === undefined || rounded === 0 ? shown : `-${shown}`;
    },
  };
}
