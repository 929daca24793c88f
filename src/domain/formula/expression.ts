import { emptyAsFalse, isEmpty } from './empty.ts';
import { readIsoDate } from './dates.ts';
import { readNumber, showNumber } from './numbers.ts';
import type { Problems, Span } from './problems.ts';
import type { FormulaInput } from './types.ts';

/** A compiled part: from the values of one person to its own value. */
export type Reader<T> = (input: FormulaInput) => T;

/** A part of a formula whose type is known. Text is never null; the other types are null when empty. */
export type Expression = Span & {
  /** Declared attribute name when the part is an attribute: messages name it. */
  readonly attribute?: string;
} & (
    | { readonly type: 'text'; readonly read: Reader<string>; readonly constant?: string }
    | { readonly type: 'number'; readonly read: Reader<number | null>; readonly constant?: number }
    | { readonly type: 'boolean'; readonly read: Reader<boolean | null> }
    | { readonly type: 'date'; readonly read: Reader<string | null> }
    /** The literal `""`: empty of whatever type is asked for. */
    | { readonly type: 'empty' }
    /** Already reported. */
    | { readonly type: 'bad' }
  );

/** The type of an expression in a sentence. */
export function describeType(type: Expression['type']): string {
  switch (type) {
    case 'text':
      return 'text';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'TRUE or FALSE';
    case 'date':
      return 'a date';
    case 'empty':
      return 'empty';
    case 'bad':
      return 'wrong';
  }
}

/** What stands in for a part that cannot be compiled; it never runs, because a problem was reported. */
function unreachable(): never {
  throw new Error('a formula with problems was evaluated');
}

/** Shows a boolean as Excel does. */
export function showBoolean(value: boolean): string {
  return value ? 'TRUE' : 'FALSE';
}

/** Any value as text: numbers as Excel shows them, TRUE and FALSE, dates as `YYYY-MM-DD`, empty as empty text. */
export function asText(expression: Expression): Reader<string> {
  switch (expression.type) {
    case 'text':
      return expression.read;
    case 'number': {
      const { read } = expression;
      return (input) => {
        const value = read(input);
        return value === null ? '' : showNumber(value);
      };
    }
    case 'boolean': {
      const { read } = expression;
      return (input) => {
        const value = read(input);
        return value === null ? '' : showBoolean(value);
      };
    }
    case 'date': {
      const { read } = expression;
      return (input) => read(input) ?? '';
    }
    case 'empty':
      return () => '';
    case 'bad':
      return unreachable;
  }
}

/** A number; TRUE is 1 and FALSE is 0, a literal text that shows a number is that number. All else is reported. */
export function asNumber(expression: Expression, problems: Problems, needs: string): Reader<number | null> {
  switch (expression.type) {
    case 'number':
      return expression.read;
    case 'boolean': {
      const { read } = expression;
      return (input) => {
        const value = read(input);
        return value === null ? null : Number(value);
      };
    }
    case 'text': {
      const value = expression.constant === undefined ? undefined : readNumber(expression.constant);
      if (value !== undefined) return () => value;
      problems.report(
        expression,
        `${needs} needs a number, but this is text`,
        'turn it into one with VALUE(…)',
      );
      return unreachable;
    }
    case 'date':
      problems.report(
        expression,
        `${needs} needs a number, but this is a date`,
        'dates are not numbers here: use DAYS(…), DATEDIF(…), YEAR(…)',
      );
      return unreachable;
    case 'empty':
      problems.report(expression, `${needs} needs a number, but this is empty`);
      return unreachable;
    case 'bad':
      return unreachable;
  }
}

/** Whether a part is a literal text that names a date. */
export function isDateLiteral(part: Expression): boolean {
  return part.type === 'text' && part.constant !== undefined && readIsoDate(part.constant) !== undefined;
}

/** A date; a literal text `YYYY-MM-DD` is that date. All else is reported. */
export function asDate(expression: Expression, problems: Problems, needs: string): Reader<string | null> {
  switch (expression.type) {
    case 'date':
      return expression.read;
    case 'text': {
      const { constant } = expression;
      if (constant !== undefined && readIsoDate(constant) !== undefined) return () => constant;
      const message =
        constant === undefined
          ? `${needs} needs a date, but this is text`
          : `${needs} needs a date, and "${constant}" is none`;
      const hint = constant === undefined ? 'turn it into one with DATEVALUE(…)' : 'write "YYYY-MM-DD"';
      problems.report(expression, message, hint);
      return unreachable;
    }
    case 'number':
    case 'boolean':
    case 'empty':
      problems.report(
        expression,
        `${needs} needs a date, but this is ${describeType(expression.type)}`,
        'make one with DATE(year, month, day)',
      );
      return unreachable;
    case 'bad':
      return unreachable;
  }
}

/** A condition; a number holds when it is not 0, as in Excel; empty is FALSE. Text and dates are reported. */
export function asCondition(expression: Expression, problems: Problems, needs: string): Reader<boolean> {
  switch (expression.type) {
    case 'boolean': {
      const { read } = expression;
      return (input) => emptyAsFalse(read(input));
    }
    case 'number': {
      const { read } = expression;
      return (input) => {
        const value = read(input);
        return value !== null && value !== 0;
      };
    }
    case 'text':
    case 'date':
    case 'empty':
      problems.report(
        expression,
        `${needs} needs TRUE or FALSE, but this is ${describeType(expression.type)}`,
        'compare it: … = "…", or ask ISBLANK(…)',
      );
      return unreachable;
    case 'bad':
      return unreachable;
  }
}

/** Whether the value is empty. */
export function asBlank(expression: Expression): Reader<boolean> {
  switch (expression.type) {
    case 'text':
    case 'number':
    case 'boolean':
    case 'date': {
      const { read } = expression;
      return (input) => isEmpty(read(input));
    }
    case 'empty':
      return () => true;
    case 'bad':
      return unreachable;
  }
}

/** Parts that answer in each other's place, brought to one type. */
export type Alternatives =
  | { readonly type: 'text'; readonly reads: readonly Reader<string>[] }
  | { readonly type: 'number'; readonly reads: readonly Reader<number | null>[] }
  | { readonly type: 'boolean'; readonly reads: readonly Reader<boolean | null>[] }
  | { readonly type: 'date'; readonly reads: readonly Reader<string | null>[] }
  | { readonly type: 'bad' };

function empty(): null {
  return null;
}

/**
 * Brings parts to one type: they must have the same one, the literal `""` fits any, and text that is a literal
 * date or number does not count as one here. Others are reported at the first part that differs.
 */
export function alternatives(parts: readonly Expression[], problems: Problems, needs: string): Alternatives {
  const typed = parts.find((part) => part.type !== 'empty' && part.type !== 'bad');
  if (parts.some((part) => part.type === 'bad')) return { type: 'bad' };
  const type = typed === undefined ? 'text' : typed.type;
  const other = parts.find((part) => part.type !== type && part.type !== 'empty');
  if (other !== undefined) {
    problems.report(
      other,
      `${needs} answers ${describeType(type)} in one case and ${describeType(other.type)} in another`,
      'make both text with & ""',
    );
    return { type: 'bad' };
  }
  switch (type) {
    case 'text':
      return { type, reads: parts.map(asText) };
    case 'number':
      return { type, reads: parts.map((part) => (part.type === 'number' ? part.read : empty)) };
    case 'boolean':
      return { type, reads: parts.map((part) => (part.type === 'boolean' ? part.read : empty)) };
    case 'date':
      return { type, reads: parts.map((part) => (part.type === 'date' ? part.read : empty)) };
  }
}

/** One way to choose among parts, whatever their type. */
export type Choice = <T>(reads: readonly Reader<T>[]) => Reader<T>;

/** The expression that answers one of its alternatives. */
export function choose(span: Span, parts: Alternatives, choice: Choice): Expression {
  const { start, end } = span;
  switch (parts.type) {
    case 'text':
      return { type: 'text', read: choice(parts.reads), start, end };
    case 'number':
      return { type: 'number', read: choice(parts.reads), start, end };
    case 'boolean':
      return { type: 'boolean', read: choice(parts.reads), start, end };
    case 'date':
      return { type: 'date', read: choice(parts.reads), start, end };
    case 'bad':
      return { type: 'bad', start, end };
  }
}
