import type { AttributeType, AttributeValue } from '../hr/record.ts';

/** Static type of an expression. */
export type FormulaType = AttributeType;

/** What a formula may refer to. */
export interface FormulaEnvironment {
  /** Attributes by declared name (matched without regard to case), dotted names allowed (`manager.mail`). */
  readonly attributes: ReadonlyMap<string, FormulaType>;
  /** Lookup tables for LOOKUP(table, key, [default]). */
  readonly tables?: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** What a formula is evaluated over. Pure: the day is an input. */
export interface FormulaInput {
  /** Values by the declared spelling of the attribute; missing = empty. */
  readonly values: Readonly<Record<string, AttributeValue>>;
  /** Calendar date that TODAY() answers, `YYYY-MM-DD`, in the person's zone. */
  readonly today: string;
}

/** A formula, compiled once. */
export interface Formula {
  /** Source without the leading `=`. */
  readonly source: string;
  readonly type: FormulaType;
  /** Attributes it reads, in declared spelling. */
  readonly uses: readonly string[];
  /**
   * The answer; null when it is empty, text without characters included. A formula compiled as a condition
   * (`expected` boolean) answers true or false, never null.
   *
   * @throws TenureError FORMULA_FAULT when the values do not allow an answer: an empty number in arithmetic, text
   *   that shows no number, a text too long, a value of another type than declared. The message names function,
   *   attribute and cause, never a value.
   */
  evaluate(input: FormulaInput): AttributeValue;
}

/** What is wrong with a formula and where: character offsets into the source, end exclusive. */
export interface FormulaProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** What to write instead, when it can be guessed. */
  readonly hint?: string;
}

export type FormulaResult =
  | { readonly ok: true; readonly formula: Formula }
  | { readonly ok: false; readonly problems: readonly FormulaProblem[] };
