import { showBoolean } from './expression.ts';
import { showNumber } from './numbers.ts';
import type { FormulaType } from './types.ts';
import type { AttributeValue } from '../hr/record.ts';

/** An answer as a formula would write it: text in quotes, `TRUE`, numbers and dates bare, `empty` for null. */
export function showAnswer(value: AttributeValue, type: FormulaType): string {
  if (value === null) return 'empty';
  if (typeof value === 'boolean') return showBoolean(value);
  if (typeof value === 'number') return showNumber(value);
  return type === 'date' ? value : `"${value.replaceAll('"', '""')}"`;
}
