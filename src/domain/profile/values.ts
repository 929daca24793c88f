import { TenureError } from '../errors.ts';
import type { Formula, FormulaInput } from '../formula/types.ts';
import type { AttributeValue } from '../hr/record.ts';
import type { Mapped } from '../policy.ts';

/** The answer of a formula, or the sentence that says why it has none (never a value: personal data). */
export type Computed =
  { readonly ok: true; readonly value: AttributeValue } | { readonly ok: false; readonly fault: string };

/** Evaluates; a fault becomes a value, anything else that is thrown is a defect and goes on. */
export function computeFormula(formula: Formula, input: FormulaInput): Computed {
  try {
    return { ok: true, value: formula.evaluate(input) };
  } catch (error) {
    if (error instanceof TenureError && error.code === 'FORMULA_FAULT')
      return { ok: false, fault: error.message };
    throw error;
  }
}

/** A literal, or the answer of a formula. */
export function computeMapped(mapped: Mapped, input: FormulaInput): Computed {
  return mapped.kind === 'literal' ? { ok: true, value: mapped.text } : computeFormula(mapped.formula, input);
}

function plainNumber(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  return Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(20).replace(/\.?0+$/, '');
}

/**
 * Text form of a value in a directory: trimmed text, numbers without exponent, booleans `TRUE` / `FALSE` (lower case
 * is refused, active-directory 4), dates as `YYYY-MM-DD`, empty for null.
 */
export function renderValue(value: AttributeValue): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return typeof value === 'number' ? plainNumber(value) : value.trim();
}
