import { TenureError } from '../../domain/errors.ts';

/** What went wrong between us and the Temporal server, with the address as place. */
export function temporalError(error: unknown, address: string): TenureError {
  if (error instanceof TenureError) return error;
  const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unknown cause';
  return new TenureError('TEMPORAL_UNREACHABLE', `The Temporal server at ${address} cannot be used: ${why}`, {
    place: address,
    retryable: true,
    cause: error,
  });
}
