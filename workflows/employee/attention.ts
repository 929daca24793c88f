import { ApplicationFailure, TimeoutFailure } from '@temporalio/workflow';
import type { ActivityFailure } from '@temporalio/workflow';
import type { Attention } from '../../src/domain/lifecycle/types.ts';

/** What a human needs to know of a failed activity. The activity side puts the remedy into the details. */
export function attentionFrom(error: ActivityFailure): Attention {
  const cause = error.cause;
  if (cause instanceof ApplicationFailure) {
    const remedy: unknown = cause.details?.[0];
    return {
      code: cause.type ?? 'INTERNAL',
      message: cause.message,
      remedy: typeof remedy === 'string' ? remedy : 'Answer retry when the cause is gone.',
    };
  }
  if (cause instanceof TimeoutFailure) {
    const last =
      cause.cause instanceof ApplicationFailure ? ` The last error was: ${cause.cause.message}` : '';
    return {
      code: cause.cause instanceof ApplicationFailure ? (cause.cause.type ?? 'INTERNAL') : 'INTERNAL',
      message: `${error.activityType} did not succeed within its time.${last}`,
      remedy: 'Answer retry when the cause is gone.',
    };
  }
  return {
    code: 'INTERNAL',
    message: `${error.activityType} failed: ${cause?.message ?? error.message}`,
    remedy: 'Answer retry when the cause is gone; report it when it stays.',
  };
}
