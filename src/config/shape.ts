import type { ConfigProblem } from './problems.ts';
import { configurationFile, readSections, type Sections } from './schema.ts';
import { alternatives, nodesAt, type SchemaNode } from './schema-walk.ts';
import { createIssueReader, textWantedAt } from './issues.ts';
import { problemFor } from './compile/compiler.ts';
import type { ConfigDocument } from './yaml/document.ts';
import type { Path } from './yaml/path.ts';

/** A copy of the value with another one at the path. */
function withValueAt(value: unknown, path: Path, replacement: string): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return replacement;
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) =>
      index === first ? withValueAt(item, rest, replacement) : item,
    );
  }
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, member]) =>
    key === first ? [key, withValueAt(member, rest, replacement)] : [key, member],
  );
  return Object.fromEntries(members) as unknown;
}

/** Numbers and booleans as they were written, wherever text is wanted: `[007]`, `TRUE`. */
function asWritten(document: ConfigDocument): unknown {
  let { value } = document;
  const seen = new Set<string>();
  for (;;) {
    const result = configurationFile.safeParse(value);
    if (result.success) return value;
    let changed = false;
    for (const path of textWantedAt(result.error.issues)) {
      const key = JSON.stringify(path);
      const written = document.written(path);
      if (written === undefined || seen.has(key)) continue;
      seen.add(key);
      changed = true;
      value = withValueAt(value, path, written);
    }
    if (!changed) return value;
  }
}

/** A copy of the value without the keys at the paths. */
function withoutKeys(value: unknown, paths: ReadonlySet<string>, at: Path = []): unknown {
  if (Array.isArray(value))
    return value.map((item: unknown, index) => withoutKeys(item, paths, [...at, index]));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !paths.has(JSON.stringify([...at, key])));
  return Object.fromEntries(kept.map(([key, member]) => [key, withoutKeys(member, paths, [...at, key])]));
}

/**
 * Whether the file can be looked at as if the key were not there. Entries of open mappings cannot: without an
 * attribute or a status, others would seem to be missing.
 */
function isDispensable(schema: SchemaNode, path: Path, found: boolean): boolean {
  const key = path.at(-1);
  if (!found || typeof key !== 'string') return false;
  const parents = nodesAt(schema, path.slice(0, -1)).flatMap(alternatives);
  return parents.every((parent) => {
    const declared = parent.properties !== undefined && Object.hasOwn(parent.properties, key);
    return declared
      ? !(parent.required ?? []).includes(key)
      : typeof parent.additionalProperties !== 'object';
  });
}

/** What the check of the shape gives: the sections that can be compiled, and the values they were read from. */
export interface Shape {
  readonly sections: Sections;
  readonly value: unknown;
}

/**
 * Holds the file against the schema. Every complaint is reported; unknown and wrong optional keys are then left out,
 * so that the rest of their section is checked in the same go.
 */
export function checkShape(document: ConfigDocument, schema: SchemaNode, problems: ConfigProblem[]): Shape {
  const value = asWritten(document);
  const result = configurationFile.safeParse(value);
  if (result.success) return { sections: result.data, value };
  const read = createIssueReader(document, value, schema);
  const wrong = new Set<string>();
  for (const { path, span, message, hint } of read(result.error.issues)) {
    problems.push(problemFor(document, path, message, { span, ...(hint === undefined ? {} : { hint }) }));
    if (isDispensable(schema, path, document.has(path))) wrong.add(JSON.stringify(path));
  }
  return { sections: readSections(withoutKeys(value, wrong)), value };
}
