import type { Formula } from '../../domain/formula/types.ts';
import { TenureError } from '../../domain/errors.ts';
import { showPlace, type Place } from '../../domain/place.ts';
import type { Lookup, Mapped, Rule } from '../../domain/policy.ts';
import type { ConfigProblem } from '../problems.ts';
import type { Sections } from '../schema.ts';
import type { ConfigDocument, Span } from '../yaml/document.ts';
import { showPath, type Path } from '../yaml/path.ts';

/** What a report may add to path and message. */
export interface ReportFacts {
  readonly hint?: string;
  readonly severity?: ConfigProblem['severity'];
  readonly code?: ConfigProblem['code'];
  /** Where exactly, when it is not the whole value. */
  readonly span?: Span;
}

/** A rule as it stands in the file. */
export interface WrittenRule<T> {
  readonly when: string;
  readonly use: T;
}

/** A value for all, or with rules, as it stands in the file. */
export type WrittenLookup<T> = T | { readonly default: T; readonly rules: readonly WrittenRule<T>[] };

/** Stands where a formula has an error; such a configuration is refused before anybody can evaluate it. */
const failedFormula: Formula = {
  source: '',
  type: 'text',
  uses: [],
  evaluate() {
    throw new TenureError('INTERNAL', 'A configuration with formula errors was used.');
  },
};

/** What the compilation of a configuration has in hand: the file, what was found in it, and what is wrong. */
export interface Compiler {
  readonly document: ConfigDocument;
  /** Sections without errors of shape. */
  readonly sections: Sections;
  readonly environment: NodeJS.ProcessEnv;
  place(path: Path): Place;
  report(path: Path, message: string, facts?: ReportFacts): void;
  /** Reports a problem in another file. */
  reportElsewhere(problem: ConfigProblem): void;
  /** The compiled formula at the path. */
  formula(path: Path): Formula;
  /** The value behind the reference at the path; undefined when it is absent or cannot be had (reported). */
  reference(path: Path): string | undefined;
}

/** Results of the passes that go before: formulas and references by path, as JSON. */
export interface Prepared {
  readonly formulas: ReadonlyMap<string, Formula>;
  /** Paths of formulas with errors, which are reported. */
  readonly failed: ReadonlySet<string>;
  readonly references: ReadonlyMap<string, string>;
}

export function createCompiler(
  document: ConfigDocument,
  sections: Sections,
  environment: NodeJS.ProcessEnv,
  prepared: Prepared,
  problems: ConfigProblem[],
): Compiler {
  return {
    document,
    sections,
    environment,
    place: (path) => document.place(path),
    report: (path, message, facts = {}) => {
      problems.push(problemFor(document, path, message, facts));
    },
    reportElsewhere: (problem) => {
      problems.push(problem);
    },
    formula: (path) => {
      const key = JSON.stringify(path);
      const formula = prepared.formulas.get(key);
      if (formula !== undefined) return formula;
      if (prepared.failed.has(key)) return failedFormula;
      throw new TenureError('INTERNAL', `No formula was compiled for ${showPath(path)}.`, {
        place: showPlace(document.place(path)),
      });
    },
    reference: (path) => prepared.references.get(JSON.stringify(path)),
  };
}

/** A problem at a path of the document. */
export function problemFor(
  document: ConfigDocument,
  path: Path,
  message: string,
  facts: ReportFacts = {},
): ConfigProblem {
  const span = facts.span ?? document.span(path);
  return {
    code: facts.code ?? 'CONFIG_INVALID',
    place: document.placeOf(span, path),
    width: span.end - span.start,
    message,
    severity: facts.severity ?? 'error',
    ...(facts.hint === undefined ? {} : { hint: facts.hint }),
  };
}

/** Literal text, or the formula behind `=`. */
export function compileMapped(compiler: Compiler, path: Path, written: string): Mapped {
  return written.trimStart().startsWith('=')
    ? { kind: 'formula', formula: compiler.formula(path) }
    : { kind: 'literal', text: written };
}

/** Rules of the list at the path. */
export function compileRules<T>(
  compiler: Compiler,
  path: Path,
  rules: readonly WrittenRule<T>[],
): readonly Rule<T>[] {
  return rules.map(({ use }, index) => ({
    when: compiler.formula([...path, index, 'when']),
    use,
    place: compiler.place([...path, index]),
  }));
}

/** A value that rules can override. */
export function compileLookup<T extends string | number>(
  compiler: Compiler,
  path: Path,
  written: WrittenLookup<T>,
): Lookup<T> {
  const place = compiler.place(path);
  if (typeof written !== 'object') return { default: written, rules: [], place };
  return {
    default: written.default,
    rules: compileRules(compiler, [...path, 'rules'], written.rules),
    place,
  };
}
