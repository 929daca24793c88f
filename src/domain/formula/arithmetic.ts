import { bounded, dateOf, dayOf } from './bounds.ts';
import { needed } from './empty.ts';
import type { Expression, Reader } from './expression.ts';
import { asDate, asNumber, asText, isDateLiteral } from './expression.ts';
import { fault } from './fault.ts';
import type { Problems, Span } from './problems.ts';
import type { ArithmeticOperator } from './syntax.ts';

function nameOf(part: Expression, role: string): string {
  return part.attribute ?? role;
}

/** `a & b & …` */
export function join(parts: readonly Expression[]): Reader<string> {
  const reads = parts.map(asText);
  const [first, second, third] = reads;
  if (first === undefined || second === undefined) return first ?? (() => '');
  if (third === undefined) return (input) => bounded(first(input) + second(input), '&');
  if (reads.length === 3) return (input) => bounded(first(input) + second(input) + third(input), '&');
  return (input) => {
    let text = '';
    for (const read of reads) text = bounded(text + read(input), '&');
    return text;
  };
}

function finite(value: number, operator: string): number {
  if (!Number.isFinite(value)) return fault(operator, 'the result is not a number');
  // -0 is 0 in Excel.
  return value + 0;
}

function apply(operator: ArithmeticOperator, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? fault('/', 'division by zero') : left / right;
    case '^':
      return left ** right;
  }
}

function numeric(
  operator: ArithmeticOperator,
  left: Expression,
  right: Expression,
  problems: Problems,
): Reader<number> {
  const place = `"${operator}"`;
  const readLeft = asNumber(left, problems, place);
  const readRight = asNumber(right, problems, place);
  const leftName = nameOf(left, 'the left side');
  const rightName = nameOf(right, 'the right side');
  return (input) => {
    const a = needed(readLeft(input), operator, leftName);
    const b = needed(readRight(input), operator, rightName);
    return finite(apply(operator, a, b), operator);
  };
}

function moveDate(date: Expression, days: Expression, sign: 1 | -1, problems: Problems): Reader<string> {
  const operator = sign === 1 ? '+' : '-';
  const readDate = asDate(date, problems, `"${operator}"`);
  const readDays = asNumber(days, problems, `"${operator}"`);
  const dateName = nameOf(date, 'the date');
  const daysName = nameOf(days, 'the number of days');
  return (input) => {
    const from = dayOf(needed(readDate(input), operator, dateName), operator);
    const by = needed(readDays(input), operator, daysName);
    return dateOf(Math.floor(from + sign * by), operator);
  };
}

function daysBetween(left: Expression, right: Expression, problems: Problems): Reader<number> {
  const readLeft = asDate(left, problems, '"-"');
  const readRight = asDate(right, problems, '"-"');
  const leftName = nameOf(left, 'the left side');
  const rightName = nameOf(right, 'the right side');
  return (input) => {
    const to = dayOf(needed(readLeft(input), '-', leftName), '-');
    return to - dayOf(needed(readRight(input), '-', rightName), '-');
  };
}

/** What `+` and `-` do when a date is involved; undefined when none is. */
function withDates(
  operator: ArithmeticOperator,
  left: Expression,
  right: Expression,
  problems: Problems,
): { readonly days: Reader<number> } | { readonly date: Reader<string> } | undefined {
  if (operator === '-') {
    if (left.type === 'date') {
      const isDate = right.type === 'date' || isDateLiteral(right);
      if (isDate) return { days: daysBetween(left, right, problems) };
      return { date: moveDate(left, right, -1, problems) };
    }
    const between = right.type === 'date' && isDateLiteral(left);
    return between ? { days: daysBetween(left, right, problems) } : undefined;
  }
  if (operator !== '+' || left.type === right.type) return undefined;
  if (left.type === 'date') return { date: moveDate(left, right, 1, problems) };
  return right.type === 'date' ? { date: moveDate(right, left, 1, problems) } : undefined;
}

/** `+ - * / ^`: numbers, and as in Excel date + number, number + date, date - number, date - date. */
export function arithmetic(
  span: Span,
  operator: ArithmeticOperator,
  left: Expression,
  right: Expression,
  problems: Problems,
): Expression {
  const { start, end } = span;
  if (left.type === 'bad' || right.type === 'bad') return { type: 'bad', start, end };
  if (operator === '+' && left.type === 'date' && right.type === 'date') {
    problems.report(
      span,
      'two dates cannot be added',
      'add a number of days, or take one from the other with "-"',
    );
    return { type: 'bad', start, end };
  }
  const dates = withDates(operator, left, right, problems);
  if (dates === undefined) {
    return { type: 'number', read: numeric(operator, left, right, problems), start, end };
  }
  if ('days' in dates) return { type: 'number', read: dates.days, start, end };
  return { type: 'date', read: dates.date, start, end };
}

/** `-a`, `+a` (which is a itself, as in Excel) */
export function signed(span: Span, operator: '+' | '-', operand: Expression, problems: Problems): Expression {
  const { start, end } = span;
  if (operator === '+') return { ...operand, start, end };
  const read = asNumber(operand, problems, '"-"');
  const name = nameOf(operand, 'the number');
  const negative: Reader<number> = (input) => 0 - needed(read(input), '-', name);
  if (operand.type === 'number' && operand.constant !== undefined) {
    return { type: 'number', read: negative, constant: 0 - operand.constant, start, end };
  }
  return { type: 'number', read: negative, start, end };
}

/** `a%` */
export function percent(span: Span, operand: Expression, problems: Problems): Expression {
  const read = asNumber(operand, problems, '"%"');
  const name = nameOf(operand, 'the number');
  return {
    type: 'number',
    read: (input) => needed(read(input), '%', name) / 100,
    start: span.start,
    end: span.end,
  };
}
