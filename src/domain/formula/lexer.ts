import type { Problems, Span } from './problems.ts';
import type { Operator } from './syntax.ts';

/** A word of a formula. `shown` is the text it was written with. */
export type Token = Span & { readonly shown: string } & (
    | { readonly kind: 'text'; readonly value: string }
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'name' }
    | { readonly kind: 'operator'; readonly operator: Operator }
    | { readonly kind: 'percent' | 'open' | 'close' | 'separator' | 'end' }
    /** Reported by the lexer. */
    | { readonly kind: 'bad' }
  );

const operators = new Map<string, Operator>(
  (['=', '<>', '<', '<=', '>', '>=', '+', '-', '*', '/', '^', '&'] as const).map((shown) => [shown, shown]),
);

/** Signs of other languages, what they mean here and how to write it. */
const foreignSigns = new Map<string, { readonly operator: Operator; readonly hint: string }>([
  ['==', { operator: '=', hint: 'write "="' }],
  ['!=', { operator: '<>', hint: 'write "<>"' }],
  ['=>', { operator: '>=', hint: 'write ">="' }],
  ['=<', { operator: '<=', hint: 'write "<="' }],
  ['&&', { operator: '&', hint: 'write AND(…, …)' }],
  ['||', { operator: '&', hint: 'write OR(…, …), or "&" to join text' }],
]);

const closingQuotes = new Map([
  ["'", "'"],
  ['‘', '’'],
  ['“', '”'],
  ['„', '“'],
  ['«', '»'],
  ['`', '`'],
]);

const blank = /[\s\u00a0\ufeff]+/uy;
const number = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const name = /[\p{L}_][\p{L}\p{M}\p{Nd}_]*(?:\.[\p{L}\p{Nd}_][\p{L}\p{M}\p{Nd}_]*)*/uy;

function take(expression: RegExp, source: string, at: number): string {
  expression.lastIndex = at;
  return expression.exec(source)?.[0] ?? '';
}

function quoted(source: string, start: number, problems: Problems): Token {
  let value = '';
  let at = start + 1;
  for (;;) {
    const quote = source.indexOf('"', at);
    if (quote < 0) {
      problems.report({ start, end: start + 1 }, 'the text is never closed', 'end it with a double quote');
      return { kind: 'text', value, shown: source.slice(start), start, end: source.length };
    }
    value += source.slice(at, quote);
    if (source[quote + 1] !== '"') {
      return { kind: 'text', value, shown: source.slice(start, quote + 1), start, end: quote + 1 };
    }
    value += '"';
    at = quote + 2;
  }
}

function wronglyQuoted(source: string, start: number, closing: string, problems: Problems): Token {
  const close = source.indexOf(closing, start + 1);
  const end = close < 0 ? source.length : close + 1;
  const value = source.slice(start + 1, close < 0 ? end : close);
  problems.report({ start, end }, 'text stands in double quotes', `write "${value}"`);
  return { kind: 'text', value, shown: source.slice(start, end), start, end };
}

function numeral(source: string, start: number, text: string, problems: Problems): Token {
  const end = start + text.length;
  const tail = take(name, source, end);
  if (tail !== '') {
    const whole = { start, end: end + tail.length };
    problems.report(
      whole,
      `"${text}${tail}" is neither a number nor a name`,
      `write "${text}${tail}" in quotes`,
    );
    return { kind: 'bad', shown: text + tail, ...whole };
  }
  const value = Number(text);
  if (!Number.isFinite(value)) problems.report({ start, end }, 'the number is too large');
  return { kind: 'number', value, shown: text, start, end };
}

function sign(source: string, start: number, problems: Problems): Token {
  const pair = source.slice(start, start + 2);
  const foreign = foreignSigns.get(pair);
  if (foreign !== undefined) {
    const span = { start, end: start + 2 };
    problems.report(span, `"${pair}" is not an operator`, foreign.hint);
    return { kind: 'operator', operator: foreign.operator, shown: pair, ...span };
  }
  const single = source.slice(start, start + 1);
  const shown = operators.has(pair) ? pair : single;
  const operator = operators.get(shown);
  const span = { start, end: start + shown.length };
  if (operator !== undefined) return { kind: 'operator', operator, shown, ...span };
  if (single === '(') return { kind: 'open', shown, ...span };
  if (single === ')') return { kind: 'close', shown, ...span };
  if (single === ',' || single === ';') return { kind: 'separator', shown, ...span };
  if (single === '%') return { kind: 'percent', shown, ...span };
  return stranger(source, start, problems);
}

function stranger(source: string, start: number, problems: Problems): Token {
  const shown = String.fromCodePoint(source.codePointAt(start) ?? 0);
  const span = { start, end: start + shown.length };
  const hint = shown === '!' ? 'write NOT(…)' : undefined;
  problems.report(span, `"${shown}" has no meaning in a formula`, hint);
  return { kind: 'bad', shown, ...span };
}

function next(source: string, start: number, problems: Problems): Token {
  const first = source.slice(start, start + 1);
  if (first === '"') return quoted(source, start, problems);
  const closing = closingQuotes.get(first);
  if (closing !== undefined) return wronglyQuoted(source, start, closing, problems);
  const digits = take(number, source, start);
  if (digits !== '') return numeral(source, start, digits, problems);
  const word = take(name, source, start);
  if (word !== '') return { kind: 'name', shown: word, start, end: start + word.length };
  return sign(source, start, problems);
}

/** Splits a formula into words, from an offset on; the last one is `end`. Never throws: what it cannot read it reports. */
export function tokenize(source: string, from: number, problems: Problems): readonly Token[] {
  const tokens: Token[] = [];
  let at = from;
  for (;;) {
    at += take(blank, source, at).length;
    if (at >= source.length) break;
    const token = next(source, at, problems);
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: 'end', shown: '', start: source.length, end: source.length });
  return tokens;
}
