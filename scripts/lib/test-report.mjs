/** Reading Jest's JSON report: what was left out and why, and the closing line. */
import { relative, sep } from 'node:path';
import { root } from './places.mjs';
import { SetupError } from './terminal.mjs';

/**
 * The parts of Jest's `--json` report that we read (jestjs.io, `--json`).
 * @typedef {object} JestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numRuntimeErrorTestSuites files that failed before their first test
 * @property {{ name: string, assertionResults: { status: string, fullName: string }[] }[]} testResults
 */

/**
 * @param {readonly string[]} args
 * @returns {{ samba: boolean, cache: string | undefined, forJest: string[] }}
 * @throws {SetupError} when `--cache` has no number
 */
export function splitArguments(args) {
  const forJest = [];
  let samba = false;
  /** @type {string | undefined} */
  let cache;
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? '';
    if (arg === '--samba') samba = true;
    else if (arg === '--cache') cache = args[++index] ?? '';
    else if (arg.startsWith('--cache=')) cache = arg.slice('--cache='.length);
    else forJest.push(arg);
  }
  if (cache !== undefined && !/^\d+$/u.test(cache)) {
    throw new SetupError(
      '--cache wants a number of workflows to keep in memory.',
      'Example: npm test -- --cache 2 (for Jest’s own cache: --no-cache)',
    );
  }
  return { samba, cache, forJest };
}

/**
 * @param {JestReport | undefined} report undefined when Jest wrote none
 * @param {{ sambaPresent: boolean }} machine
 * @returns {string[]} one line per thing that did not run, with the command that adds it
 */
export function leftOut(report, { sambaPresent }) {
  const lines = [];
  if (!sambaPresent) {
    lines.push(
      'everything against a real Active Directory (Samba AD DC is not installed): `npm test -- --samba` as root installs Debian’s packages',
    );
  }
  for (const { name, assertionResults } of report?.testResults ?? []) {
    const file = relative(root, name).split(sep).join('/');
    if (!sambaPresent && file.includes('samba')) continue;
    const skipped = assertionResults.filter(({ status }) => status === 'pending' || status === 'todo');
    if (skipped.length === 0) continue;
    lines.push(`${skipped.length} in ${file}: ${skipped[0]?.fullName}${skipped.length > 1 ? ', …' : ''}`);
  }
  return lines;
}

/**
 * @param {JestReport | undefined} report
 * @param {boolean} sound whether the sources could be compiled and bundled
 * @returns {string} `N passed, N failed`; a file that could not even start counts as one failure, unsound sources as
 *   one, and a run without any test or report as one, too
 */
export function summaryLine(report, sound) {
  const passed = report?.numPassedTests ?? 0;
  const failed = (report?.numFailedTests ?? 0) + (report?.numRuntimeErrorTestSuites ?? 0) + (sound ? 0 : 1);
  return `${passed} passed, ${passed + failed === 0 ? 1 : failed} failed`;
}
