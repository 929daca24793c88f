import type { Call, FunctionDefinition } from '../call.ts';
import type { Expression, Reader } from '../expression.ts';
import { asBlank, choose } from '../expression.ts';
import { isFault } from '../fault.ts';
import type { FormulaInput } from '../types.ts';

/** The value, unless its evaluation is a fault. */
function unlessFault<T>(read: Reader<T>, input: FormulaInput, otherwise: T): T {
  try {
    return read(input);
  } catch (error) {
    if (isFault(error)) return otherwise;
    throw error;
  }
}

function buildIfError(call: Call): Expression {
  const parts = call.alternatives([call.argument(0), call.argument(1)]);
  return choose(call, parts, ([value, otherwise]) => {
    if (value === undefined || otherwise === undefined) throw new Error('IFERROR has two alternatives');
    return (input) => {
      try {
        return value(input);
      } catch (error) {
        if (isFault(error)) return otherwise(input);
        throw error;
      }
    };
  });
}

function buildIs(call: Call, types: readonly Expression['type'][]): Expression {
  const argument = call.argument(0);
  const blank = asBlank(argument);
  const fits = types.includes(argument.type);
  return call.ofBoolean((input) => fits && unlessFault((given) => !blank(given), input, false));
}

/** Functions that ask about a value (Microsoft, "Information functions"). */
export const informationFunctions: readonly FunctionDefinition[] = [
  {
    name: 'IFERROR',
    group: 'logic',
    signature: 'IFERROR(value, otherwise)',
    description: 'The value, or the other one when the first has no answer.',
    example: 'IFERROR(VALUE("none"), 0)',
    answer: '0',
    least: 2,
    most: 2,
    build: buildIfError,
  },
  {
    name: 'ISBLANK',
    group: 'logic',
    signature: 'ISBLANK(value)',
    description: 'Whether a value is empty: missing, or text without characters.',
    example: 'ISBLANK("")',
    answer: 'TRUE',
    least: 1,
    most: 1,
    build(call) {
      const blank = asBlank(call.argument(0));
      return call.ofBoolean((input) => unlessFault(blank, input, false));
    },
  },
  {
    name: 'ISTEXT',
    group: 'logic',
    signature: 'ISTEXT(value)',
    description: 'Whether a value is text and not empty.',
    example: 'ISTEXT("a")',
    answer: 'TRUE',
    least: 1,
    most: 1,
    build: (call) => buildIs(call, ['text']),
  },
  {
    name: 'ISNUMBER',
    group: 'logic',
    signature: 'ISNUMBER(value)',
    description: 'Whether a value is a number or a date and not empty; FALSE when it has no answer.',
    example: 'ISNUMBER(SEARCH("corp", "a@b.example"))',
    answer: 'FALSE',
    least: 1,
    most: 1,
    build: (call) => buildIs(call, ['number', 'date']),
  },
  {
    name: 'ISERROR',
    group: 'logic',
    signature: 'ISERROR(value)',
    description: 'Whether a value has no answer.',
    example: 'ISERROR(1 / 0)',
    answer: 'TRUE',
    least: 1,
    most: 1,
    build(call) {
      const blank = asBlank(call.argument(0));
      return call.ofBoolean((input) =>
        unlessFault(
          (given) => {
            blank(given);
            return false;
          },
          input,
          true,
        ),
      );
    },
  },
];
