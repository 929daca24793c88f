import { ApplicationFailure } from '@temporalio/common';
import { TenureError } from '../src/domain/errors.ts';

/**
 * The one place where errors become what Temporal understands: `type` is the code of the table, `details[0]`
 * the remedy for people. Retryable or not was decided in the connector.
 */
export function toFailure(error: unknown): ApplicationFailure {
  if (error instanceof ApplicationFailure) return error;
  if (error instanceof TenureError) {
    return ApplicationFailure.create({
      type: error.code,
      message: error.message,
      nonRetryable: !error.retryable,
      details: [error.remedy],
      ...(error.retryAfterMs === undefined ? {} : { nextRetryDelay: error.retryAfterMs }),
    });
  }
  // A defect: tried again, because a deploy may cure it. The original stays in the worker's log.
  const thrown = typeof error === 'object' && error !== null ? error : {};
  const name = 'name' in thrown ? String(thrown.name) : typeof error;
  const message = 'message' in thrown ? String(thrown.message) : 'An unknown value was thrown.';
  return ApplicationFailure.create({ type: 'INTERNAL', message: `${name}: ${message}`, nonRetryable: false });
}
