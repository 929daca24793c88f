import { CancelledFailure } from '@temporalio/common';
import { CompleteAsyncError } from '@temporalio/activity';
import { TenureError } from '../src/domain/errors.ts';
import { toFailure } from '../activities/failures.ts';
import type { Context } from '@temporalio/activity';
import type {
  ActivityExecuteInput,
  ActivityInterceptorsFactory,
  Next,
  ActivityInboundCallsInterceptor,
} from '@temporalio/worker';
import type { Logger } from '../src/observability/index.ts';

/** Translates errors once, for every activity, and logs the ones that are no {@link TenureError}. */
export function translateErrors(logger: Logger): ActivityInterceptorsFactory {
  return (context: Context) => ({
    inbound: {
      async execute(
        input: ActivityExecuteInput,
        next: Next<ActivityInboundCallsInterceptor, 'execute'>,
      ): Promise<unknown> {
        try {
          return await next(input);
        } catch (error) {
          if (error instanceof CancelledFailure || error instanceof CompleteAsyncError) throw error;
          const { activityType, attempt } = context.info;
          if (error instanceof TenureError) {
            logger.warn(
              { activity: activityType, attempt, code: error.code, place: error.place },
              'Activity did not succeed',
            );
          } else {
            logger.error({ activity: activityType, attempt, err: error }, 'Activity failed unexpectedly');
          }
          throw toFailure(error);
        }
      },
    },
  });
}
