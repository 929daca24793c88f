import type { ConfigProblem } from './problems.ts';
import { configurationFile, type Section, type Sections } from './schema.ts';
import type { SchemaNode } from './schema-walk.ts';
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

function sectionOf<S extends Section>(name: S, value: unknown): Partial<Pick<Sections, S>> {
  const part: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  const result = configurationFile.shape[name].safeParse(part);
  // The schema of a section answers with the type of the section.
  return result.success && result.data !== undefined
    ? ({ [name]: result.data } as Partial<Pick<Sections, S>>)
    : {};
}

/** What the check of the shape gives: the sections that are right, and the values they were read from. */
export interface Shape {
  readonly sections: Sections;
  readonly value: unknown;
}

/** Holds the file against the schema; every complaint is reported, and what is right can be compiled all the same. */
export function checkShape(document: ConfigDocument, schema: SchemaNode, problems: ConfigProblem[]): Shape {
  const value = asWritten(document);
  const result = configurationFile.safeParse(value);
  if (result.success) return { sections: result.data, value };
  const read = createIssueReader(document, value, schema);
  for (const { path, span, message, hint } of read(result.error.issues)) {
    problems.push(problemFor(document, path, message, { span, ...(hint === undefined ? {} : { hint }) }));
  }
  const names = Object.keys(configurationFile.shape) as Section[];
  const sections = names.reduce<Sections>((found, name) => ({ ...found, ...sectionOf(name, value) }), {});
  return { sections, value };
}
