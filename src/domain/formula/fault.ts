import { TenureError } from '../errors.ts';

/**
 * Ends an evaluation that has no answer.
 *
 * @param where function name or operator
 * @param cause what is wrong, without any value of the record: values are personal data
 * @throws TenureError FORMULA_FAULT always
 */
export function fault(where: string, cause: string): never {
  throw new TenureError('FORMULA_FAULT', `${where}: ${cause}`);
}

/** Whether an error is one that IFERROR, ISERROR and the IS functions answer for. */
export function isFault(error: unknown): boolean {
  return error instanceof TenureError && error.code === 'FORMULA_FAULT';
}
