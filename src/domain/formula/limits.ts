/**
 * Bounds that keep a formula cheap and its answer small. The first three are Excel's own
 * ("Excel specifications and limits", Calculation: formula length, nesting, text in a cell).
 */
export const limits = {
  /** Characters of a formula. */
  sourceLength: 8192,
  /** Parentheses, calls and signs within one another. */
  nesting: 64,
  /** Characters of any text a formula makes on its way or answers. */
  textLength: 32_767,
  /** Operators and calls on the longest way from the whole formula to one of its parts. */
  height: 256,
  /** Problems reported for one formula. */
  problems: 20,
  /** States of one regular expression after its repetitions are written out. */
  patternStates: 1000,
  /** Highest count in `{m,n}`. */
  patternRepetitions: 1000,
  /** State visits of one REGEXREPLACE over one text. */
  patternSteps: 20_000_000,
} as const;
