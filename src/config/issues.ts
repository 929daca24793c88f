import type { z } from 'zod';
import { nearestName } from '../domain/formula/nearest.ts';
import { descriptionAt, keyHomes, keysAt, nodesAt, alternatives, type SchemaNode } from './schema-walk.ts';
import { showPath, type Path } from './yaml/path.ts';
import type { ConfigDocument, Span } from './yaml/document.ts';

type Issue = z.core.$ZodIssue;

/** A complaint about the shape of the file, with its spot. */
export interface ShapeProblem {
  readonly path: Path;
  readonly span: Span;
  readonly message: string;
  readonly hint?: string;
}

/** Sections whose features come with a later version; kept short on purpose. */
const later: ReadonlySet<string> = new Set([
  'archive',
  'guards.by',
  'directories.entra',
  'directories.exchange',
]);

function pathOf(issue: Issue, before: Path): Path {
  const own = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  return [...before, ...own];
}

function valueAt(value: unknown, path: Path): unknown {
  let current = value;
  for (const part of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, part)) return undefined;
    current = Reflect.get(current, part) as unknown;
  }
  return current;
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'an empty value';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? 'text' : `the ${typeof value}`;
}

/** The value for a message; long text is cut, mappings and lists are only named. */
function showValue(value: unknown): string {
  if (typeof value === 'string')
    return `the text "${value.length > 60 ? `${value.slice(0, 57)}...` : value}"`;
  if (typeof value === 'number' || typeof value === 'boolean') return `${kindOf(value)} ${String(value)}`;
  return kindOf(value);
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

/** What the schema would take at a path, in words. */
function expectation(nodes: readonly SchemaNode[]): string {
  const words = nodes.flatMap(alternatives).map((node) => {
    if (node.enum !== undefined) return `one of ${node.enum.join(', ')}`;
    if (node.const !== undefined) return String(node.const);
    const required = node.required ?? [];
    if (node.type === 'object' && required.length > 0) return `a mapping with ${required.join(' and ')}`;
    return typeNames[node.type === 'integer' ? 'int' : (node.type ?? '')] ?? 'another value';
  });
  return [...new Set(words)].join(' or ');
}

function yesNoHint(value: unknown, expected: string): string | undefined {
  if (expected !== 'boolean' || typeof value !== 'string') return undefined;
  if (/^(?:yes|on|y|wahr)$/iu.test(value)) return `YAML reads ${value} as text: write true.`;
  if (/^(?:no|off|n|falsch)$/iu.test(value)) return `YAML reads ${value} as text: write false.`;
  return 'Write true or false, without quotes.';
}

/** Turns the issues of zod into complaints with a spot in the file, a sentence and a remedy. */
export function createIssueReader(
  document: ConfigDocument,
  value: unknown,
  schema: SchemaNode,
): (issues: readonly Issue[]) => readonly ShapeProblem[] {
  const homes = keyHomes(schema);

  function unknownKey(path: Path, key: string): ShapeProblem {
    const full = [...path, key];
    const where = path.length === 0 ? 'at the top of the file' : `in ${showPath(path)}`;
    const known = keysAt(schema, path);
    const span = document.keySpan(full);
    if (later.has(full.join('.'))) {
      return {
        path: full,
        span,
        message: `${showPath(full)} is not supported yet`,
        hint: 'It comes with a later version; remove it for now.',
      };
    }
    const near = nearestName(key, known);
    const home = homes.get(key)?.filter((other) => showPath(other) !== showPath(path));
    const elsewhere = home?.map((other) => (other.length === 0 ? 'the top of the file' : showPath(other)));
    let hint = `Known here: ${known.join(', ')}.`;
    if (elsewhere !== undefined && elsewhere.length > 0)
      hint = `"${key}" belongs to ${elsewhere.join(', ')}.`;
    if (near !== undefined) hint = `Did you mean "${near}"?`;
    return { path: full, span, message: `unknown key "${key}" ${where}`, hint };
  }

  function wrongType(path: Path, expected: string): ShapeProblem {
    const found = valueAt(value, path);
    const span = document.span(path);
    const description = descriptionAt(schema, path);
    if (found === undefined || found === null) {
      const state = found === null ? 'is empty' : 'is missing';
      return {
        path,
        span,
        message: `${showPath(path) || 'the file'} ${state}`,
        ...(description === undefined ? {} : { hint: description }),
      };
    }
    const wanted = typeNames[expected] ?? expectation(nodesAt(schema, path));
    const hint = yesNoHint(found, expected) ?? description;
    return {
      path,
      span,
      message: `${showPath(path) || 'the file'} must be ${wanted}, not ${showValue(found)}`,
      ...(hint === undefined ? {} : { hint }),
    };
  }

  function wrongChoice(path: Path, choices: readonly unknown[]): ShapeProblem {
    const found = valueAt(value, path);
    if (found === undefined || found === null) return wrongType(path, 'string');
    const near = typeof found === 'string' ? nearestName(found, choices.map(String)) : undefined;
    return {
      path,
      span: document.span(path),
      message: `${showPath(path)} must be one of ${choices.join(', ')}, not ${showValue(found)}`,
      ...(near === undefined ? {} : { hint: `Did you mean "${near}"?` }),
    };
  }

  function union(issue: Extract<Issue, { code: 'invalid_union' }>, path: Path): readonly ShapeProblem[] {
    if ('options' in issue && Array.isArray(issue.options)) return [wrongChoice(path, issue.options)];
    const found = valueAt(value, path);
    // A branch whose first complaint is about the value as a whole was not meant; the others were.
    const meant = issue.errors.filter(
      (branch) => !branch.some((inner) => inner.code === 'invalid_type' && inner.path.length === 0),
    );
    const fewest = meant.toSorted((a, b) => a.length - b.length)[0];
    if (fewest !== undefined && found !== undefined) return fewest.flatMap((inner) => read(inner, path));
    return [wrongType(path, 'union')];
  }

  function said(path: Path, message: string, hint: string | undefined): ShapeProblem {
    const found = hint ?? descriptionAt(schema, path);
    const subject = /^(?:"|a secret|plain )/u.test(message)
      ? `${showPath(path)}: ${message}`
      : `${showPath(path)} ${message}`;
    return {
      path,
      span: document.span(path),
      message: subject,
      ...(found === undefined ? {} : { hint: found }),
    };
  }

  function bound(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>, path: Path): ShapeProblem {
    if (!issue.message.startsWith('Too ')) return said(path, issue.message, undefined);
    const limit = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
    return said(path, `must be ${limit}, not ${showValue(valueAt(value, path))}`, undefined);
  }

  function wrongKey(issue: Extract<Issue, { code: 'invalid_key' }>, path: Path): ShapeProblem {
    const why = issue.issues[0]?.message ?? 'it has another form';
    return { path, span: document.keySpan(path), message: `"${path.at(-1) ?? ''}" is no key here: ${why}` };
  }

  function own(issue: Extract<Issue, { code: 'custom' }>, path: Path): ShapeProblem {
    const hint: unknown = issue.params?.['hint'];
    return said(path, issue.message, typeof hint === 'string' ? hint : undefined);
  }

  function read(issue: Issue, before: Path): readonly ShapeProblem[] {
    const path = pathOf(issue, before);
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key));
    if (issue.code === 'invalid_union') return union(issue, path);
    if (issue.code === 'invalid_type') return [wrongType(path, issue.expected)];
    if (issue.code === 'invalid_value') return [wrongChoice(path, issue.values)];
    if (issue.code === 'too_small' || issue.code === 'too_big') return [bound(issue, path)];
    if (issue.code === 'invalid_key') return [wrongKey(issue, path)];
    return [issue.code === 'custom' ? own(issue, path) : said(path, issue.message, undefined)];
  }

  return (issues) => issues.flatMap((issue) => read(issue, []));
}

/**
 * Paths at which text is wanted and a number or boolean was found. `007` and `TRUE` are taken there as they
 * were written.
 */
export function textWantedAt(issues: readonly Issue[], before: Path = []): readonly Path[] {
  return issues.flatMap((issue) => {
    const path = pathOf(issue, before);
    if (issue.code === 'invalid_type' && issue.expected === 'string') return [path];
    return issue.code === 'invalid_union' ? issue.errors.flatMap((branch) => textWantedAt(branch, path)) : [];
  });
}
