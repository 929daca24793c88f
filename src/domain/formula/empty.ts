/**
 * Everything the language says about empty values. An attribute without a value (null or missing) and the text
 * without characters are the same thing: empty. Other files decide nothing about emptiness, they call this one;
 * docs/formulas.md shows {@link emptyRules}, and a test evaluates its examples.
 */
import { fault } from './fault.ts';
import type { AttributeValue } from '../hr/record.ts';

/** One row of the table of empty values. In `example`, `none` stands for an attribute of the type named that has no value. */
export interface EmptyRule {
  readonly where: string;
  readonly rule: string;
  readonly example: string;
  /** Type of `none` in the example. */
  readonly type: 'text' | 'number' | 'date' | 'boolean';
  /** As {@link showAnswer} shows it. */
  readonly answer: string;
}

/** The table. */
export const emptyRules: readonly EmptyRule[] = [
  {
    where: 'text (`&`, text functions)',
    rule: 'empty text, whatever the type',
    example: '"<" & none & ">"',
    type: 'date',
    answer: '"<>"',
  },
  {
    where: 'condition (IF, IFS, AND, OR, XOR, NOT, `when`)',
    rule: 'FALSE',
    example: 'IF(none, "yes", "no")',
    type: 'boolean',
    answer: '"no"',
  },
  { where: 'ISBLANK', rule: 'TRUE', example: 'ISBLANK(none)', type: 'text', answer: 'TRUE' },
  {
    where: 'ISTEXT, ISNUMBER, ISERROR',
    rule: 'FALSE',
    example: 'ISTEXT(none)',
    type: 'text',
    answer: 'FALSE',
  },
  {
    where: 'arithmetic (`+ - * / ^ %`), dates included',
    rule: 'fault, never 0',
    example: 'none + 1',
    type: 'number',
    answer: 'fault',
  },
  {
    where: 'a number or date that a function needs',
    rule: 'fault',
    example: 'YEAR(none)',
    type: 'date',
    answer: 'fault',
  },
  {
    where: 'SUM, AVERAGE, MIN, MAX',
    rule: 'left out, as Excel leaves out empty cells; AVERAGE of nothing is a fault, MIN and MAX of nothing are empty',
    example: 'SUM(none, 2)',
    type: 'number',
    answer: '2',
  },
  { where: 'TEXT', rule: 'empty text', example: 'TEXT(none, "yyyy")', type: 'date', answer: 'empty' },
  {
    where: 'text compared',
    rule: 'equals "" and comes before every other text',
    example: 'none < "a"',
    type: 'text',
    answer: 'TRUE',
  },
  {
    where: 'number or date compared by `=` `<>`',
    rule: 'equals only empty',
    example: 'none = 0',
    type: 'number',
    answer: 'FALSE',
  },
  {
    where: 'number or date compared by `<` `<=` `>` `>=`',
    rule: 'FALSE: nothing comes before or after empty',
    example: 'none < TODAY()',
    type: 'date',
    answer: 'FALSE',
  },
  {
    where: 'boolean compared',
    rule: 'equals FALSE, as NOT sees it',
    example: 'none = FALSE',
    type: 'boolean',
    answer: 'TRUE',
  },
  {
    where: 'any type compared with the literal `""`',
    rule: 'asks for emptiness',
    example: 'none = ""',
    type: 'date',
    answer: 'TRUE',
  },
  {
    where: 'the literal `""` beside a date, number or boolean (IF, IFS, SWITCH, IFERROR)',
    rule: 'is empty of that type',
    example: 'ISBLANK(IF(TRUE, "", none))',
    type: 'date',
    answer: 'TRUE',
  },
  {
    where: 'IF without a third argument',
    rule: 'empty when the condition is FALSE',
    example: 'IF(FALSE, "yes")',
    type: 'text',
    answer: 'empty',
  },
  {
    where: 'LOOKUP',
    rule: 'an empty key is never found: the default, or a fault',
    example: 'LOOKUP(sites, none, "unknown")',
    type: 'text',
    answer: '"unknown"',
  },
  {
    where: 'the answer of a formula',
    rule: 'empty text is answered as null; a condition is answered as FALSE',
    example: 'TRIM(none)',
    type: 'text',
    answer: 'empty',
  },
];

/** Whether a value is empty. */
export function isEmpty(value: AttributeValue): boolean {
  return value === null || value === '';
}

/** Empty in a condition: FALSE. */
export function emptyAsFalse(value: boolean | null): boolean {
  return value ?? false;
}

/** Empty boolean in a comparison: FALSE. */
export function comparedBoolean(value: boolean | null): number {
  return value === true ? 1 : 0;
}

/** `=` over numbers or dates where a side may be empty: empty equals only empty. */
export function equalOrBothEmpty<T>(
  left: T | null,
  right: T | null,
  equal: (left: T, right: T) => boolean,
): boolean {
  if (left === null || right === null) return left === right;
  return equal(left, right);
}

/** `< <= > >=` over numbers or dates: FALSE as soon as a side is empty. */
export function orderedUnlessEmpty<T>(
  left: T | null,
  right: T | null,
  holds: (left: T, right: T) => boolean,
): boolean {
  return left !== null && right !== null && holds(left, right);
}

/**
 * A value where one is needed.
 *
 * @param where function or operator, for the message
 * @param what attribute name or role of the operand, for the message
 * @throws TenureError FORMULA_FAULT when empty
 */
export function needed<T>(value: T | null, where: string, what: string): T {
  if (value === null) fault(where, `${what} is empty`);
  return value;
}

/** The answer of a text formula: empty text is null. */
export function emptyTextAsNull(text: string): string | null {
  return text === '' ? null : text;
}
