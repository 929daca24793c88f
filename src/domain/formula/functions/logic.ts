import type { Call, FunctionDefinition, LookupTable } from '../call.ts';
import type { Expression, Reader } from '../expression.ts';
import { asCondition, asText, choose } from '../expression.ts';
import { fault } from '../fault.ts';
import { nearestName } from '../nearest.ts';
import { comparison } from '../comparison.ts';
import type { FormulaInput } from '../types.ts';

function part<T>(reads: readonly Reader<T>[], index: number, input: FormulaInput): T {
  const read = reads[index];
  if (read === undefined) throw new Error('a choice names a part that does not exist');
  return read(input);
}

function conditions(call: Call): readonly Reader<boolean>[] {
  return call.argumentsFrom(0).map((_, index) => call.condition(index));
}

function buildIf(call: Call): Expression {
  const condition = call.condition(0);
  const parts = call.alternatives([call.argument(1), call.argument(2)]);
  return choose(call, parts, ([yes, no]) => {
    if (yes === undefined || no === undefined) throw new Error('IF has two alternatives');
    return (input) => (condition(input) ? yes(input) : no(input));
  });
}

function buildIfs(call: Call): Expression {
  if (call.count % 2 !== 0) {
    call.report(call, 'IFS takes pairs of a condition and a value', 'end it with TRUE, value');
    call.argumentsFrom(0);
    return call.bad();
  }
  const tests: Reader<boolean>[] = [];
  const values: Expression[] = [];
  for (let index = 0; index < call.count; index += 2) {
    tests.push(call.condition(index));
    values.push(call.argument(index + 1));
  }
  return choose(call, call.alternatives(values), (reads) => (input) => {
    for (const [index, test] of tests.entries()) if (test(input)) return part(reads, index, input);
    return fault('IFS', 'no condition holds');
  });
}

function buildSwitch(call: Call): Expression {
  const value = call.argument(0);
  const hasDefault = call.count % 2 === 0;
  const tests: Reader<boolean>[] = [];
  const values: Expression[] = [];
  for (let index = 1; index + 1 < call.count; index += 2) {
    const option = call.argument(index);
    const equal = comparison(option, '=', value, option, call.context.problems);
    tests.push(asCondition(equal, call.context.problems, call.name));
    values.push(call.argument(index + 1));
  }
  if (hasDefault) values.push(call.argument(call.count - 1));
  return choose(call, call.alternatives(values), (reads) => (input) => {
    for (const [index, test] of tests.entries()) if (test(input)) return part(reads, index, input);
    return hasDefault ? part(reads, tests.length, input) : fault('SWITCH', 'no value matches');
  });
}

/** The table that an argument names, bare or in quotes. */
function tableOf(call: Call): LookupTable | undefined {
  const node = call.nodes[0];
  const name = node?.kind === 'name' ? node.name : node?.kind === 'text' ? node.value : undefined;
  if (node === undefined || name === undefined) {
    call.report(node ?? call, 'LOOKUP needs the name of a table', 'write LOOKUP(table, key)');
    return undefined;
  }
  const table = call.context.table(name);
  if (table === undefined) {
    const nearest = nearestName(name, call.context.tableNames);
    call.report(
      node,
      `unknown lookup table ${name}`,
      nearest === undefined ? undefined : `did you mean ${nearest}?`,
    );
  }
  return table;
}

function buildLookup(call: Call): Expression {
  const table = tableOf(call);
  const key = call.text(1);
  const hasDefault = call.count === 3;
  const otherwise = hasDefault ? asText(call.argument(2)) : undefined;
  if (table === undefined) return call.bad();
  return call.ofText((input) => {
    const wanted = key(input);
    const found =
      wanted === '' ? undefined : (table.entries.get(wanted) ?? table.folded.get(wanted.toLowerCase()));
    if (found !== undefined) return found;
    return otherwise === undefined
      ? fault('LOOKUP', `the key is not in the table ${table.name}, and no default is given`)
      : otherwise(input);
  });
}

/** Functions that decide (Microsoft, "Logical functions"); LOOKUP over tables is our own. */
export const logicFunctions: readonly FunctionDefinition[] = [
  {
    name: 'IF',
    group: 'logic',
    signature: 'IF(condition, then, [else])',
    description: 'One of two values; only the one chosen is evaluated. Without else: empty.',
    example: 'IF(2 > 1, "yes", "no")',
    answer: '"yes"',
    least: 2,
    most: 3,
    build: buildIf,
  },
  {
    name: 'IFS',
    group: 'logic',
    signature: 'IFS(condition, value, …)',
    description: 'The value of the first condition that holds; a fault when none does.',
    example: 'IFS(FALSE, "a", TRUE, "b")',
    answer: '"b"',
    least: 2,
    most: Infinity,
    build: buildIfs,
  },
  {
    name: 'SWITCH',
    group: 'logic',
    signature: 'SWITCH(value, match, result, …, [default])',
    description:
      'The result of the first match that equals the value; the default, or a fault, when none does.',
    example: 'SWITCH("de", "DE", "Germany", "elsewhere")',
    answer: '"Germany"',
    least: 3,
    most: Infinity,
    build: buildSwitch,
  },
  {
    name: 'AND',
    group: 'logic',
    signature: 'AND(condition, …)',
    description: 'Whether all hold; stops at the first that does not.',
    example: 'AND(TRUE, 1 = 2)',
    answer: 'FALSE',
    least: 1,
    most: Infinity,
    build(call) {
      const tests = conditions(call);
      return call.ofBoolean((input) => {
        for (const test of tests) if (!test(input)) return false;
        return true;
      });
    },
  },
  {
    name: 'OR',
    group: 'logic',
    signature: 'OR(condition, …)',
    description: 'Whether any holds; stops at the first that does.',
    example: 'OR(FALSE, 1 = 1)',
    answer: 'TRUE',
    least: 1,
    most: Infinity,
    build(call) {
      const tests = conditions(call);
      return call.ofBoolean((input) => {
        for (const test of tests) if (test(input)) return true;
        return false;
      });
    },
  },
  {
    name: 'XOR',
    group: 'logic',
    signature: 'XOR(condition, …)',
    description: 'Whether an odd number of them holds.',
    example: 'XOR(TRUE, TRUE, TRUE)',
    answer: 'TRUE',
    least: 1,
    most: Infinity,
    build(call) {
      const tests = conditions(call);
      return call.ofBoolean((input) => {
        let odd = false;
        for (const test of tests) if (test(input)) odd = !odd;
        return odd;
      });
    },
  },
  {
    name: 'NOT',
    group: 'logic',
    signature: 'NOT(condition)',
    description: 'Whether the condition does not hold.',
    example: 'NOT(1 = 2)',
    answer: 'TRUE',
    least: 1,
    most: 1,
    build(call) {
      const test = call.condition(0);
      return call.ofBoolean((input) => !test(input));
    },
  },
  {
    name: 'LOOKUP',
    group: 'logic',
    signature: 'LOOKUP(table, key, [default])',
    description: 'The value of a key in a lookup table of the configuration, without regard to case.',
    example: 'LOOKUP(sites, "wes", "unknown")',
    answer: '"Weston"',
    least: 2,
    most: 3,
    build: buildLookup,
  },
];
