import * as fc from 'fast-check';
import { compileFormula, showAnswer } from '../../../../src/domain/formula/index.ts';
import type { FormulaProblem, FormulaType } from '../../../../src/domain/formula/types.ts';
import type { AttributeValue } from '../../../../src/domain/hr/record.ts';
import { TenureError } from '../../../../src/domain/errors.ts';

export const today = '2026-03-02';

export const attributes = new Map<string, FormulaType>([
  ['firstName', 'text'],
  ['lastName', 'text'],
  ['preferredName', 'text'],
  ['middleName', 'text'],
  ['country', 'text'],
  ['employeeNumber', 'text'],
  ['manager.mail', 'text'],
  ['startDate', 'date'],
  ['lastDay', 'date'],
  ['hours', 'number'],
  ['grade', 'number'],
  ['exempt', 'boolean'],
]);

export const environment = {
  attributes,
  tables: new Map([
    [
      'sites',
      new Map([
        ['WES', 'Weston'],
        ['MUC', 'München'],
      ]),
    ],
    [
      'holidays',
      new Map([
        ['2024-12-25', 'Christmas'],
        ['2025-01-01', 'New Year'],
      ]),
    ],
  ]),
};

export type Values = Readonly<Record<string, AttributeValue>>;

export function compile(source: string, expected?: FormulaType) {
  const result = compileFormula(source, environment, expected);
  if (!result.ok) throw new Error(`${source}: ${JSON.stringify(result.problems)}`);
  return result.formula;
}

/** The answer of a formula over the attributes above. */
export function answer(source: string, values: Values = {}, expected?: FormulaType): AttributeValue {
  return compile(source, expected).evaluate({ values, today });
}

/** The answer as a formula would write it; `fault` when there is none. */
export function shown(source: string, values: Values = {}, expected?: FormulaType): string {
  const formula = compile(source, expected);
  try {
    return showAnswer(formula.evaluate({ values, today }), formula.type);
  } catch (error) {
    if (error instanceof TenureError && error.code === 'FORMULA_FAULT') return 'fault';
    throw error;
  }
}

export function problems(source: string, expected?: FormulaType): readonly FormulaProblem[] {
  const result = compileFormula(source, environment, expected);
  return result.ok ? [] : result.problems;
}

/** Message of the fault that an evaluation ends with. */
export function faultMessage(source: string, values: Values = {}): string {
  try {
    answer(source, values);
  } catch (error) {
    if (error instanceof TenureError && error.code === 'FORMULA_FAULT') return error.message;
    throw error;
  }
  throw new Error(`${source} has an answer`);
}

/** An arbitrary that picks one of the characters of a text. */
export function anyOf(text: string): fc.Arbitrary<string> {
  const characters: string[] = [];
  for (const character of text) characters.push(character);
  return fc.constantFrom(...characters);
}

/** Text as a literal of the language. */
export function literal(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
