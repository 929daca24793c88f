import { comparedBoolean, equalOrBothEmpty, orderedUnlessEmpty } from './empty.ts';
import type { Expression, Reader } from './expression.ts';
import { asBlank, asDate, asText, describeType, isDateLiteral } from './expression.ts';
import { equalNumbers } from './numbers.ts';
import type { Problems, Span } from './problems.ts';
import type { ComparisonOperator } from './syntax.ts';

const holds: Readonly<Record<ComparisonOperator, (compared: number) => boolean>> = {
  '=': (compared) => compared === 0,
  '<>': (compared) => compared !== 0,
  '<': (compared) => compared < 0,
  '<=': (compared) => compared <= 0,
  '>': (compared) => compared > 0,
  '>=': (compared) => compared >= 0,
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
