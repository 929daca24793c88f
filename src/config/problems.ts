import { TenureError, type ErrorCode } from '../domain/errors.ts';
import { showPlace, type Place } from '../domain/place.ts';

/** One thing to correct in the configuration, with everything needed to show it to the person who wrote it. */
export interface ConfigProblem {
  readonly code: Extract<
    ErrorCode,
    'CONFIG_INVALID' | 'CONFIG_SECRET_MISSING' | 'FORMULA_INVALID' | 'MAIL_TEMPLATE_INVALID'
  >;
  readonly place: Place;
  /** Characters that the caret line underlines; 0 when no line of the file shows the problem (a missing section). */
  readonly width: number;
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  /** `error` refuses the configuration, `warning` is shown and lived with. */
  readonly severity: 'error' | 'warning';
  /** The line itself, when it is not in the configuration file (mail templates). */
  readonly lineText?: string;
}

/** Cause of a `CONFIG_INVALID` or `CONFIG_SECRET_MISSING` error: all problems, in the order of the file. */
export class ConfigurationProblems extends Error {
  readonly problems: readonly ConfigProblem[];
  /** Text of the configuration file, for {@link formatProblems}. */
  readonly sourceText: string;

  constructor(problems: readonly ConfigProblem[], sourceText: string) {
    super(problems.map((problem) => `${showPlace(problem.place)} ${problem.message}`).join('\n'));
    this.name = 'ConfigurationProblems';
    this.problems = problems;
    this.sourceText = sourceText;
  }
}

/** Problems in the order in which a reader meets them: the configuration file, then templates; by line and column. */
export function inReadingOrder(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  return problems.toSorted(
    (a, b) =>
      Number(a.lineText !== undefined) - Number(b.lineText !== undefined) ||
      (a.place.file < b.place.file ? -1 : Number(a.place.file > b.place.file)) ||
      a.place.line - b.place.line ||
      a.place.column - b.place.column,
  );
}

/**
 * The error that refuses a configuration. Its code is `CONFIG_SECRET_MISSING` when nothing but secrets is
 * missing, so that a caller can tell a wrong file from a shell without its variables; else `CONFIG_INVALID`.
 */
export function configurationError(
  fileName: string,
  problems: readonly ConfigProblem[],
  sourceText: string,
): TenureError {
  const errors = problems.filter((problem) => problem.severity === 'error');
  const onlySecrets = errors.every((problem) => problem.code === 'CONFIG_SECRET_MISSING');
  const [first] = errors;
  const count = errors.length === 1 ? '1 error' : `${errors.length} errors`;
  const opening = first === undefined ? '' : `; the first: ${showPlace(first.place)} ${first.message}`;
  return new TenureError(
    onlySecrets ? 'CONFIG_SECRET_MISSING' : 'CONFIG_INVALID',
    `${fileName} has ${count}${opening}`,
    {
      ...(first === undefined ? {} : { place: showPlace(first.place) }),
      cause: new ConfigurationProblems(problems, sourceText),
    },
  );
}

/** All problems behind an error of {@link configurationError}; empty for any other value. */
export function problemsOf(error: unknown): readonly ConfigProblem[] {
  if (!(error instanceof TenureError)) return [];
  return error.cause instanceof ConfigurationProblems ? error.cause.problems : [];
}

const secretValue =
  /((?:^|[\s{,"'])(?:password|customerApiKey|userApiKey|apiKey|key|token)["']?\s*:\s*)(?!["']?(?:env|file):)([^\s{[#][^,}#]*)/giu;
const urlCredentials = /(\/\/[^/\s:@]+:)[^/\s@]+(@)/gu;

/** The line without what might be a secret that somebody wrote into the file. */
function maskSecrets(line: string): string {
  return line
    .replace(secretValue, (_whole, key: string, value: string) => key + '*'.repeat(value.length))
    .replace(urlCredentials, '$1***$2');
}

function caretLine(line: string, column: number, width: number): string {
  const before = line.slice(0, column - 1).replaceAll(/[^\t]/gu, ' ');
  const room = Math.max(1, line.length - column + 1);
  return before + '^'.repeat(Math.min(Math.max(1, width), room));
}

function formatProblem(problem: ConfigProblem, lines: readonly string[]): string {
  const { place, severity, message, hint } = problem;
  const shown = [`${showPlace(place)} ${severity}: ${message}`];
  const line = problem.lineText ?? lines[place.line - 1];
  if (problem.width > 0 && line !== undefined && line.trim() !== '') {
    const gutter = String(place.line);
    const blank = ' '.repeat(gutter.length);
    shown.push(`  ${gutter} | ${maskSecrets(line)}`);
    shown.push(`  ${blank} | ${caretLine(line, place.column, problem.width)}`);
  }
  if (hint !== undefined) shown.push(`  ${hint}`);
  return shown.join('\n');
}

/**
 * Text for people: per problem `file:line:column severity: message`, the line, carets below the spot, and what
 * to do. Values that may be secrets are masked. `sourceText` is the text of the configuration file.
 */
export function formatProblems(problems: readonly ConfigProblem[], sourceText: string): string {
  const lines = sourceText.split(/\r?\n/u);
  return problems.map((problem) => formatProblem(problem, lines)).join('\n\n');
}
