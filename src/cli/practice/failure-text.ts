import { TenureError } from '../../domain/errors.ts';

/** One line about what went wrong. */
export function describeFailure(error: unknown): string {
  if (error instanceof TenureError) return `${error.code}: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}
