import { ActivityFailure } from '@temporalio/workflow';
import { stepOptions, steps } from '../options.ts';
import { attentionFrom } from './attention.ts';
import { caseRef } from './cases.ts';
import type { PersonRef } from '../../src/contracts/activities.ts';
import { cost, count } from './state.ts';
import type { Carried } from './state.ts';

/** Sends the reminder of an open decision when it is due. Answers whether it was; a mail that fails is not worth more. */
export async function remind(state: Carried, person: PersonRef): Promise<boolean> {
  const open = state.open;
  if (open?.wait?.remindAt === undefined || open.wait.remindAt > Date.now()) return false;
  const { askedAt } = open.wait;
  count(state, cost.activity);
  const everyMs = open.due.supervised?.remindEveryMs;
  if (everyMs === undefined) delete open.wait.remindAt;
  else open.wait.remindAt = Date.now() + everyMs;
  try {
    await steps.remindOfDecision.executeWithOptions(
      { ...stepOptions, summary: 'Remind of the open decision', scheduleToCloseTimeout: '1 hour' },
      [
        {
          person,
          case: caseRef(open),
          operations: open.plan?.operations.length ?? 0,
          askedAt,
          now: Date.now(),
        },
      ],
    );
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    state.oddity = `A reminder could not be sent: ${attentionFrom(error).message}`;
  }
  return true;
}
