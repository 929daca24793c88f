import type { Formula } from '../domain/formula/types.ts';
import { Secret } from './references.ts';

function isFormula(value: object): value is Formula {
  return 'evaluate' in value && typeof value.evaluate === 'function' && 'source' in value;
}

/**
 * A compiled value as plain JSON: formulas as their text, secrets hidden. `without` names members that are left
 * out wherever they stand.
 */
export function plainJson(value: unknown, without: ReadonlySet<string> = new Set()): unknown {
  if (value instanceof Secret) return value.toJSON();
  if (Array.isArray(value)) return value.map((item) => plainJson(item, without));
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value;
  if (isFormula(value)) return { formula: value.source.trim() };
  const members = Object.entries(value).filter(([key]) => !without.has(key));
  return Object.fromEntries(members.map(([key, member]) => [key, plainJson(member, without)]));
}
