import type { Call, FunctionDefinition } from '../call.ts';
import type { Expression, Reader } from '../expression.ts';
import { asDate, asNumber } from '../expression.ts';
import { fault } from '../fault.ts';
import { round } from '../numbers.ts';
import type { FormulaInput } from '../types.ts';

function finite(value: number, where: string): number {
  return Number.isFinite(value) ? value + 0 : fault(where, 'the result is not a number');
}

function numbers(call: Call): (input: FormulaInput) => readonly number[] {
  const { problems } = call.context;
  const reads = call.argumentsFrom(0).map((argument) => asNumber(argument, problems, call.name));
  return (input) => present(reads, input);
}

/** Values that are not empty. */
function present<T>(reads: readonly Reader<T | null>[], input: FormulaInput): readonly T[] {
  const values: T[] = [];
  for (const read of reads) {
    const value = read(input);
    if (value !== null) values.push(value);
  }
  return values;
}

function extreme<T>(values: readonly T[], better: (a: T, b: T) => boolean): T | null {
  let best: T | null = null;
  for (const value of values) if (best === null || better(value, best)) best = value;
  return best;
}

/** MIN and MAX take numbers or dates, one kind per call. */
function buildExtreme(call: Call, sign: 1 | -1): Expression {
  const parts = call.argumentsFrom(0);
  const { problems } = call.context;
  if (parts.some((part) => part.type === 'date')) {
    const reads = parts.map((part) => asDate(part, problems, call.name));
    return call.ofDate((input) => extreme(present(reads, input), (a, b) => (sign === 1 ? a > b : a < b)));
  }
  const read = numbers(call);
  return call.ofNumber((input) => extreme(read(input), (a, b) => (sign === 1 ? a > b : a < b)));
}

function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** The remainder has the sign of the divisor (Microsoft, "MOD function"). */
function modulo(value: number, divisor: number): number {
  if (divisor === 0) return fault('MOD', 'division by zero');
  const remainder = value % divisor;
  return remainder !== 0 && remainder < 0 !== divisor < 0 ? remainder + divisor : remainder;
}

/** Functions over numbers (Microsoft, "Math and trigonometry functions", "Statistical functions"). */
export const numberFunctions: readonly FunctionDefinition[] = [
  {
    name: 'ABS',
    group: 'number',
    signature: 'ABS(number)',
    description: 'Without its sign.',
    example: 'ABS(-4)',
    answer: '4',
    least: 1,
    most: 1,
    build(call) {
      const value = call.number(0, 'the number');
      return call.ofNumber((input) => Math.abs(value(input)));
    },
  },
  {
    name: 'ROUND',
    group: 'number',
    signature: 'ROUND(number, places)',
    description: 'Rounds to decimals, half away from zero; negative places round before the point.',
    example: 'ROUND(2.675, 2)',
    answer: '2.68',
    least: 2,
    most: 2,
    build(call) {
      const value = call.number(0, 'the number');
      const places = call.whole(1, 'the number of places');
      return call.ofNumber((input) => finite(round(value(input), places(input)), 'ROUND'));
    },
  },
  {
    name: 'INT',
    group: 'number',
    signature: 'INT(number)',
    description: 'The next whole number below.',
    example: 'INT(-8.9)',
    answer: '-9',
    least: 1,
    most: 1,
    build(call) {
      const value = call.number(0, 'the number');
      return call.ofNumber((input) => Math.floor(value(input)) + 0);
    },
  },
  {
    name: 'MOD',
    group: 'number',
    signature: 'MOD(number, divisor)',
    description: 'Remainder of a division, with the sign of the divisor.',
    example: 'MOD(-3, 2)',
    answer: '1',
    least: 2,
    most: 2,
    build(call) {
      const value = call.number(0, 'the number');
      const divisor = call.number(1, 'the divisor');
      return call.ofNumber((input) => modulo(value(input), divisor(input)) + 0);
    },
  },
  {
    name: 'MIN',
    group: 'number',
    signature: 'MIN(value, …)',
    description: 'The smallest number or the earliest date; empty ones are left out.',
    example: 'MIN(3, 1, 2)',
    answer: '1',
    least: 1,
    most: Infinity,
    build: (call) => buildExtreme(call, -1),
  },
  {
    name: 'MAX',
    group: 'number',
    signature: 'MAX(value, …)',
    description: 'The largest number or the latest date; empty ones are left out.',
    example: 'MAX(DATE(2024, 1, 1), "2023-12-31")',
    answer: '2024-01-01',
    least: 1,
    most: Infinity,
    build: (call) => buildExtreme(call, 1),
  },
  {
    name: 'SUM',
    group: 'number',
    signature: 'SUM(number, …)',
    description: 'The sum; empty ones are left out.',
    example: 'SUM(1, 2, 3.5)',
    answer: '6.5',
    least: 1,
    most: Infinity,
    build(call) {
      const read = numbers(call);
      return call.ofNumber((input) => finite(sum(read(input)), 'SUM'));
    },
  },
  {
    name: 'AVERAGE',
    group: 'number',
    signature: 'AVERAGE(number, …)',
    description: 'The mean of those that are not empty; a fault when all are.',
    example: 'AVERAGE(1, 2, 6)',
    answer: '3',
    least: 1,
    most: Infinity,
    build(call) {
      const read = numbers(call);
      return call.ofNumber((input) => {
        const values = read(input);
        if (values.length === 0) return fault('AVERAGE', 'all values are empty');
        return finite(sum(values) / values.length, 'AVERAGE');
      });
    },
  },
];
