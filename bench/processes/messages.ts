import type { BenchLine } from '../result.ts';

/** Asked of `one`: run a benchmark. */
export interface OneQuestion {
  readonly name: string;
  readonly temporal: string;
  readonly large: boolean;
}

/** Asked of `ukg`: serve a simulator. */
export interface UkgQuestion {
  readonly people: number;
  /** ISO date of its clock. */
  readonly today: string;
}

/** Asked of `prime`: make the run before the measured one. */
export interface PrimeQuestion {
  readonly organization: string;
  readonly storage: string;
  readonly ukgUrl: string;
}

function has(value: unknown, shape: Readonly<Record<string, 'string' | 'number' | 'boolean'>>): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(shape).every(([name, kind]) => typeof Reflect.get(value, name) === kind);
}

export function isOneQuestion(value: unknown): value is OneQuestion {
  return has(value, { name: 'string', temporal: 'string', large: 'boolean' });
}

export function isUkgQuestion(value: unknown): value is UkgQuestion {
  return has(value, { people: 'number', today: 'string' });
}

export function isPrimeQuestion(value: unknown): value is PrimeQuestion {
  return has(value, { organization: 'string', storage: 'string', ukgUrl: 'string' });
}

/** Answer of `ukg`. */
export function isServing(value: unknown): value is { readonly url: string } {
  return has(value, { url: 'string' });
}

/** Answer of `prime`: rows of the roster. */
export function isPrimed(value: unknown): value is { readonly rows: number } {
  return has(value, { rows: 'number' });
}

/** Answer of `one`. */
export function isBenchLines(value: unknown): value is readonly BenchLine[] {
  return Array.isArray(value) && value.every((line) => has(line, { name: 'string' }));
}
