import { dayNumber, readIsoDate, showIsoDate } from './dates.ts';
import { comparedBoolean, equalOrBothEmpty, needed, orderedUnlessEmpty } from './empty.ts';
import type { Expression, Reader } from './expression.ts';
import { asBlank, asDate, asNumber, asText, describeType } from './expression.ts';
import { fault } from './fault.ts';
import { limits } from './limits.ts';
import { equalNumbers } from './numbers.ts';
import type { Problems, Span } from './problems.ts';
import type { ArithmeticOperator, ComparisonOperator } from './syntax.ts';

/** Day number of an ISO date of the record. */
export function dayOf(date: string, where: string): number {
  const parts = readIsoDate(date);
  if (parts === undefined) return fault(where, 'a date is not of the form YYYY-MM-DD');
  return dayNumber(parts.year, parts.month, parts.day);
}

/** ISO date of a day number. */
export function dateOf(day: number, where: string): string {
  return showIsoDate(day) ?? fault(where, 'the date lies outside the years 1 to 9999');
}

/** Guards the length of a text that a formula made. */
export function bounded(text: string, where: string): string {
  if (text.length > limits.textLength)
    fault(where, `the text is longer than ${limits.textLength} characters`);
  return text;
}

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
  if (operator === '-' && left.type === 'date' && (right.type === 'date' || isDateLiteral(right))) {
    return { type: 'number', read: daysBetween(left, right, problems), start, end };
  }
  if (operator === '-' && right.type === 'date' && isDateLiteral(left)) {
    return { type: 'number', read: daysBetween(left, right, problems), start, end };
  }
  if (operator === '-' && left.type === 'date') {
    return { type: 'date', read: moveDate(left, right, -1, problems), start, end };
  }
  if (operator === '+' && left.type === 'date' && right.type !== 'date') {
    return { type: 'date', read: moveDate(left, right, 1, problems), start, end };
  }
  if (operator === '+' && right.type === 'date' && left.type !== 'date') {
    return { type: 'date', read: moveDate(right, left, 1, problems), start, end };
  }
  return { type: 'number', read: numeric(operator, left, right, problems), start, end };
}

function isDateLiteral(part: Expression): boolean {
  return part.type === 'text' && part.constant !== undefined && readIsoDate(part.constant) !== undefined;
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

const holds: Readonly<Record<ComparisonOperator, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function order<T>(left: T, right: T): number {
  if (left < right) return -1;
  return left > right ? 1 : 0;
}

/** Text compared without regard to case, by code units (Excel's order depends on the language of the machine). */
export function sameText(left: string, right: string): boolean {
  return left === right || left.toLowerCase() === right.toLowerCase();
}

function compareTexts(operator: ComparisonOperator, left: Expression, right: Expression): Reader<boolean> {
  const readLeft = asText(left);
  const readRight = asText(right);
  if (operator !== '=' && operator !== '<>') {
    const test = holds[operator];
    return (input) => test(order(readLeft(input).toLowerCase(), readRight(input).toLowerCase()));
  }
  const wanted = operator === '=';
  if (right.type === 'text' && right.constant !== undefined) {
    const { constant } = right;
    const folded = constant.toLowerCase();
    return (input) => {
      const value = readLeft(input);
      return (value === constant || value.toLowerCase() === folded) === wanted;
    };
  }
  return (input) => sameText(readLeft(input), readRight(input)) === wanted;
}

function compareValues<T>(
  operator: ComparisonOperator,
  left: Reader<T | null>,
  right: Reader<T | null>,
  equal: (left: T, right: T) => boolean,
): Reader<boolean> {
  switch (operator) {
    case '=':
      return (input) => equalOrBothEmpty(left(input), right(input), equal);
    case '<>':
      return (input) => !equalOrBothEmpty(left(input), right(input), equal);
    case '<':
      return (input) => orderedUnlessEmpty(left(input), right(input), (a, b) => a < b && !equal(a, b));
    case '<=':
      return (input) => orderedUnlessEmpty(left(input), right(input), (a, b) => a < b || equal(a, b));
    case '>':
      return (input) => orderedUnlessEmpty(left(input), right(input), (a, b) => a > b && !equal(a, b));
    case '>=':
      return (input) => orderedUnlessEmpty(left(input), right(input), (a, b) => a > b || equal(a, b));
  }
}

function sameDate(left: string, right: string): boolean {
  return left === right;
}

function isTextual(part: Expression): boolean {
  return part.type === 'text' || part.type === 'empty';
}

/** Either side is the literal `""` and the other has no text: asks for emptiness. */
function compareWithEmpty(
  operator: ComparisonOperator,
  part: Expression,
  span: Span,
  problems: Problems,
): Reader<boolean> {
  const blank = asBlank(part);
  if (operator === '=') return blank;
  if (operator !== '<>') {
    problems.report(span, `${describeType(part.type)} does not come before or after ""`, 'ask ISBLANK(…)');
  }
  return (input) => !blank(input);
}

function mismatch(left: Expression, right: Expression, span: Span, problems: Problems): Expression {
  const message = `${describeType(left.type)} is compared with ${describeType(right.type)}`;
  problems.report(span, message, comparisonHint(left, right));
  return { type: 'bad', start: span.start, end: span.end };
}

function comparisonHint(left: Expression, right: Expression): string | undefined {
  const types = new Set([left.type, right.type]);
  if (types.has('text') && types.has('number')) {
    const literal =
      left.type === 'number' ? left.constant : right.type === 'number' ? right.constant : undefined;
    return literal === undefined
      ? 'turn the text into a number with VALUE(…)'
      : `write "${literal}" in quotes`;
  }
  if (types.has('text') && types.has('date')) return 'write the date as "YYYY-MM-DD", or use DATEVALUE(…)';
  if (types.has('text') && types.has('boolean')) return 'write TRUE or FALSE without quotes';
  if (types.has('date') && types.has('number')) return 'make a date with DATE(year, month, day)';
  return undefined;
}

function isDatePair(left: Expression, right: Expression): boolean {
  return (
    (left.type === 'date' && (right.type === 'date' || isDateLiteral(right))) ||
    (right.type === 'date' && isDateLiteral(left))
  );
}

/** `= <> < <= > >=`. Both sides have one type; a date may be compared with a literal text `YYYY-MM-DD`. */
export function comparison(
  span: Span,
  operator: ComparisonOperator,
  left: Expression,
  right: Expression,
  problems: Problems,
): Expression {
  const { start, end } = span;
  if (left.type === 'bad' || right.type === 'bad') return { type: 'bad', start, end };
  const read = comparisonReader(span, operator, left, right, problems);
  return read === undefined ? mismatch(left, right, span, problems) : { type: 'boolean', read, start, end };
}

function comparisonReader(
  span: Span,
  operator: ComparisonOperator,
  left: Expression,
  right: Expression,
  problems: Problems,
): Reader<boolean> | undefined {
  if (isTextual(left) && isTextual(right)) return compareTexts(operator, left, right);
  if (left.type === 'empty') return compareWithEmpty(operator, right, span, problems);
  if (right.type === 'empty') return compareWithEmpty(operator, left, span, problems);
  if (left.type === 'number' && right.type === 'number') {
    return compareValues(operator, left.read, right.read, equalNumbers);
  }
  if (left.type === 'boolean' && right.type === 'boolean') {
    const test = holds[operator];
    return (input) => test(comparedBoolean(left.read(input)) - comparedBoolean(right.read(input)));
  }
  if (isDatePair(left, right)) {
    const place = `"${operator}"`;
    return compareValues(operator, asDate(left, problems, place), asDate(right, problems, place), sameDate);
  }
  return undefined;
}
