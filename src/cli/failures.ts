import { TenureError, codeOf } from '../domain/errors.ts';
import { formatProblems, problemsOf } from '../config/index.ts';
import { readFileSync } from 'node:fs';
import { paint } from './output.ts';

/**
 * Exit codes: 0 done; 1 it did not work; 2 the command or the configuration is wrong; 3 done, but something
 * waits for a human (a held run, an open decision, a failed check).
 */
export const exitCodes = { done: 0, failed: 1, usage: 2, waiting: 3 } as const;

const usageCodes: ReadonlySet<string> = new Set([
  'CONFIG_INVALID',
  'CONFIG_UNREADABLE',
  'CONFIG_SECRET_MISSING',
  'REQUEST_INVALID',
]);

/** Tells what went wrong, where and what to do, and answers with the exit code. */
export function tellFailure(error: unknown, json: boolean): number {
  if (error instanceof TenureError) {
    const problems = problemsOf(error);
    if (json) {
      const { code, message, place, remedy, personKey } = error;
      process.stdout.write(
        `${JSON.stringify({ error: { code, message, place, remedy, personKey, problems } })}\n`,
      );
    } else {
      process.stderr.write(`${paint('red', error.code)}  ${error.message}\n`);
      if (problems.length > 0) process.stderr.write(`${formatProblems(problems, sourceOf(error))}\n`);
      process.stderr.write(`What to do: ${error.remedy}\n`);
    }
    return usageCodes.has(error.code) ? exitCodes.usage : exitCodes.failed;
  }
  const message =
    typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
  if (json)
    process.stdout.write(`${JSON.stringify({ error: { code: codeOf(error) ?? 'INTERNAL', message } })}\n`);
  else process.stderr.write(`${paint('red', 'INTERNAL')}  ${message}\n`);
  return exitCodes.failed;
}

function sourceOf(error: TenureError): string {
  const file = problemsOf(error)[0]?.place.file;
  try {
    return file === undefined ? '' : readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
