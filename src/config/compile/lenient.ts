import type { AttributeDefinition, AttributeType, DescriptionTable } from '../../domain/hr/record.ts';

/**
 * Reads what formulas depend on from a file that may have errors, so that one wrong attribute does not make every
 * formula wrong. The schema complains about the rest.
 */

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function member(value: unknown, key: string): unknown {
  return isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function readType(value: unknown): AttributeType {
  return value === 'number' || value === 'date' || value === 'boolean' ? value : 'text';
}

function readTable(value: unknown): DescriptionTable | undefined {
  if (typeof value !== 'string') return undefined;
  if (value.startsWith('codeTable:')) return `codeTable:${value.slice('codeTable:'.length)}`;
  const tables = ['orgLevel1', 'orgLevel2', 'orgLevel3', 'orgLevel4', 'location', 'job'] as const;
  return tables.find((table) => table === value);
}

/** Declared HR attributes. */
export function readDeclared(file: unknown): readonly AttributeDefinition[] {
  const declared = member(member(file, 'hrData'), 'attributes');
  if (!isMapping(declared)) return [];
  return Object.entries(declared).map(([name, attribute]): AttributeDefinition => {
    const from = [member(attribute, 'from')].flat().filter((field) => typeof field === 'string');
    const type = readType(member(attribute, 'type'));
    const describe = readTable(member(attribute, 'describe'));
    return describe === undefined ? { name, from, type } : { name, from, type, describe };
  });
}

/** Tables for LOOKUP. */
export function readTables(file: unknown): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const tables = member(file, 'tables');
  if (!isMapping(tables)) return new Map();
  return new Map(
    Object.entries(tables).map(([name, table]) => {
      const entries = isMapping(table) ? Object.entries(table) : [];
      return [name, new Map(entries.map(([key, value]) => [key, String(value)]))];
    }),
  );
}
