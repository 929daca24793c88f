import type { FormulaType } from '../../domain/formula/types.ts';
import type { ConfigProblem } from '../problems.ts';
import type { AnnotatedValue } from '../schema-walk.ts';
import type { ConfigDocument } from '../yaml/document.ts';
import { problemFor } from './compiler.ts';

/** One line of the profile map, before it is compiled. */
export interface ProfileLine {
  /** Key as it stands in the file. */
  readonly attribute: string;
  readonly value: AnnotatedValue;
}

/** A line in its place. */
export interface OrderedLine extends ProfileLine {
  /** Whether other formulas see it; an HR attribute of the same name hides it. */
  readonly visible: boolean;
}

/** The lines of the profile map among all annotated values: `profile.X` and `profile.X.value`. */
export function profileLines(values: readonly AnnotatedValue[]): readonly ProfileLine[] {
  return values.flatMap((value) => {
    const [section, attribute, member, ...rest] = value.path;
    if (section !== 'profile' || typeof attribute !== 'string') return [];
    if (attribute === 'names' || attribute === 'manager' || rest.length > 0) return [];
    return member === undefined || member === 'value' ? [{ attribute, value }] : [];
  });
}

/**
 * Names in a formula that are not inside text and not functions, lower case. Works on formulas with errors, too:
 * the order of the map must not depend on whether every line of it compiles.
 */
function namesIn(text: string): ReadonlySet<string> {
  if (!text.trimStart().startsWith('=')) return new Set();
  const withoutText = text.replaceAll(/"(?:[^"]|"")*"/gu, ' ');
  const names = withoutText.matchAll(/[A-Za-z_][\w.]*(?!\s*\(|[\w.])/gu);
  return new Set([...names].map(([name]) => name.toLowerCase()));
}

/**
 * Orders the profile map so that each line stands behind those it refers to, otherwise as written. Circles are
 * reported once, at the line where they are entered.
 */
export function profileOrder(
  document: ConfigDocument,
  lines: readonly ProfileLine[],
  hr: ReadonlyMap<string, FormulaType>,
  problems: ConfigProblem[],
): readonly OrderedLine[] {
  const hidden = new Set([...hr.keys()].map((name) => name.toLowerCase()));
  const visible = new Map(
    lines
      .filter(({ attribute }) => !hidden.has(attribute.toLowerCase()))
      .map((line) => [line.attribute.toLowerCase(), line]),
  );
  const ordered: OrderedLine[] = [];
  const done = new Set<ProfileLine>();

  function visit(line: ProfileLine, way: readonly ProfileLine[]): void {
    if (done.has(line)) return;
    const again = way.indexOf(line);
    if (again >= 0) {
      const circle = way.slice(again);
      const shown = [...circle, line].map(({ attribute }) => attribute).join(' -> ');
      problems.push(
        problemFor(document, line.value.path, `the profile map goes in a circle: ${shown}`, {
          code: 'FORMULA_INVALID',
          hint: 'Take one of the values from HR attributes instead.',
        }),
      );
      return;
    }
    for (const name of namesIn(line.value.text)) {
      const target = visible.get(name);
      if (target !== undefined) visit(target, [...way, line]);
    }
    if (done.has(line)) return;
    done.add(line);
    ordered.push({ ...line, visible: visible.get(line.attribute.toLowerCase()) === line });
  }

  for (const line of lines) visit(line, []);
  return ordered;
}
