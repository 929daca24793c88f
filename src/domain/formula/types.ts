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
  /** @throws TenureError FORMULA_FAULT when the values do not allow an answer (bad number, text too long). */
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
