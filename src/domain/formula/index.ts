import { emptyTextAsNull } from './empty.ts';
import type { Expression, Reader } from './expression.ts';
import { asCondition, asDate, asNumber, asText } from './expression.ts';
import { Compiler } from './compile.ts';
import { limits } from './limits.ts';
import { bounded } from './bounds.ts';
import { parseFormula } from './parser.ts';
import { Problems } from './problems.ts';
import type { FormulaEnvironment, FormulaResult, FormulaType } from './types.ts';
import type { AttributeValue } from '../hr/record.ts';

export type { FormulaFunction } from './call.ts';
export { formulaFunctions } from './functions/table.ts';
export { limits as formulaLimits } from './limits.ts';
export { showAnswer } from './show.ts';

interface Answer {
  readonly type: FormulaType;
  readonly read: Reader<AttributeValue>;
}

function textAnswer(expression: Expression): Answer {
  const read = asText(expression);
  return { type: 'text', read: (input) => emptyTextAsNull(bounded(read(input), 'the formula')) };
}

/** The answer in the type asked for; in its own when none was. */
function answerOf(expression: Expression, expected: FormulaType | undefined, problems: Problems): Answer {
  switch (expected) {
    case 'text':
      return textAnswer(expression);
    case 'number':
      return { type: 'number', read: asNumber(expression, problems, 'this place') };
    case 'boolean':
      return { type: 'boolean', read: asCondition(expression, problems, 'this place') };
    case 'date':
      return { type: 'date', read: asDate(expression, problems, 'this place') };
    case undefined:
      if (expression.type === 'bad' || expression.type === 'empty' || expression.type === 'text') {
        return textAnswer(expression);
      }
      return { type: expression.type, read: expression.read };
  }
}

/** Where the formula begins: after one leading `=` and the blanks before it. */
function beginning(source: string): number {
  return /^\s*=/.exec(source)?.[0].length ?? 0;
}

/**
 * Compiles a formula of the language of docs/formulas.md, Excel's syntax over declared attributes.
 *
 * Promises: never throws, whatever the text; reports all problems it can find at once, in the order of the
 * text; an answer's `evaluate` is pure and reads nothing but own properties of `values`, and `today`.
 *
 * @param source with or without the leading `=`; offsets of problems refer to this text
 * @param expected type that the place needs. `text` takes any type, `boolean` takes numbers (0 is FALSE) and
 *   answers empty as FALSE, `date` takes a literal `"YYYY-MM-DD"`. Without it a formula answers its own type.
 */
export function compileFormula(
  source: string,
  environment: FormulaEnvironment,
  expected?: FormulaType,
): FormulaResult {
  const problems = new Problems();
  if (source.length > limits.sourceLength) {
    const span = { start: limits.sourceLength, end: source.length };
    problems.report(span, `the formula is longer than ${limits.sourceLength} characters`);
    return { ok: false, problems: problems.inOrder() };
  }
  const from = beginning(source);
  const compiler = new Compiler(environment, problems);
  const expression = compiler.compile(parseFormula(source, from, problems));
  const { type, read } = answerOf(expression, expected, problems);
  if (problems.some) return { ok: false, problems: problems.inOrder() };
  return { ok: true, formula: { source: source.slice(from), type, uses: compiler.uses, evaluate: read } };
}
