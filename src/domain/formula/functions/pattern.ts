import anyAscii from 'any-ascii';
import type { Call, FunctionDefinition } from '../call.ts';
import type { Expression, Reader } from '../expression.ts';
import { fault } from '../fault.ts';
import { limits } from '../limits.ts';
import { bounded } from '../bounds.ts';
import { compilePattern } from '../pattern/program.ts';
import type { Replacement } from '../pattern/replace.ts';
import { readReplacement, replaceMatches } from '../pattern/replace.ts';
import type { PatternFault } from '../pattern/syntax.ts';

function reportAt(call: Call, index: number, what: string, problem: PatternFault): void {
  const start = call.literalOffset(index, problem.at);
  const end = Math.max(start, Math.min(start + 1, call.argument(index).end));
  call.report({ start, end }, `${what}: ${problem.message}`, problem.hint);
}

/** A literal replacement may name groups; a computed one stands as it is, or a value could name them. */
function replacementOf(call: Call, groups: number): Reader<Replacement> | undefined {
  const argument = call.argument(2);
  if (argument.type === 'text' && argument.constant !== undefined) {
    const read = readReplacement(argument.constant, groups);
    if (!('message' in read)) return () => read;
    reportAt(call, 2, 'replacement', read);
    return undefined;
  }
  const text = call.text(2);
  return (input) => [text(input)];
}

function buildRegexReplace(call: Call): Expression {
  const text = call.text(0);
  const source = call.literal(1, 'the pattern');
  const pattern = source === undefined ? undefined : compilePattern(source);
  if (pattern !== undefined && 'message' in pattern) reportAt(call, 1, 'pattern', pattern);
  if (pattern === undefined || 'message' in pattern) {
    call.argument(2);
    return call.bad();
  }
  const replacement = replacementOf(call, pattern.groups);
  if (replacement === undefined) return call.bad();
  return call.ofText((input) =>
    replaceMatches(pattern, bounded(text(input), 'REGEXREPLACE'), replacement(input)),
  );
}

function transliterate(text: string): string {
  if (text.length > limits.textLength)
    fault('ASCII', `the text is longer than ${limits.textLength} characters`);
  return bounded(anyAscii(text), 'ASCII');
}

/** Text functions that Excel lacks or has only lately, and that identity data needs. */
export const patternFunctions: readonly FunctionDefinition[] = [
  {
    name: 'REGEXREPLACE',
    group: 'text',
    signature: 'REGEXREPLACE(text, "pattern", replacement)',
    description:
      'Replaces every match of a regular expression; `$1` in the replacement is the first group. The pattern is ' +
      'written out, without back references and look-around; upper and lower case differ.',
    example: 'REGEXREPLACE("(555) 010-2233", "\\D+", "")',
    answer: '"5550102233"',
    least: 3,
    most: 3,
    build: buildRegexReplace,
  },
  {
    name: 'ASCII',
    group: 'text',
    signature: 'ASCII(text)',
    description: 'Letters of any script in plain ASCII letters.',
    example: 'ASCII("Zoë Müller-Łukasz")',
    answer: '"Zoe Muller-Lukasz"',
    least: 1,
    most: 1,
    build(call) {
      const text = call.text(0);
      return call.ofText((input) => transliterate(text(input)));
    },
  },
];
