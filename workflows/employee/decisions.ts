import { ActivityFailure } from '@temporalio/workflow';
import { recording } from '../options.ts';
import { attentionFrom } from './attention.ts';
import { caseRef, closeCase } from './cases.ts';
import type { PersonRef } from '../../src/contracts/activities.ts';
import type { Decide, DecisionAnswer } from '../../src/contracts/messages.ts';
import type { ChangePlan } from '../../src/domain/plan/types.ts';
import { cost, count } from './state.ts';
import type { Carried, CaseWait, OpenCase } from './state.ts';

/** The answers that a waiting case takes; a doubt can also be gone when the plan is made anew. */
export function answersOf(wait: CaseWait, plan: ChangePlan | undefined): readonly DecisionAnswer[] {
  if (wait.kind === 'attention') return ['retry', 'skip', 'abort'];
  return plan?.doubt === undefined ? ['approve', 'reject'] : ['approve', 'reject', 'retry'];
}

/**
 * Works off the decision that was taken on the open case, and records who took it. It stays on the list until
 * then, so that another one that comes meanwhile is refused and not lost.
 */
export async function takeDecision(state: Carried, person: PersonRef): Promise<void> {
  const decision = state.decisions[0];
  const open = state.open;
  if (decision !== undefined && open?.wait !== undefined) {
    await record(state, person, open, decision);
    apply(state, open, open.wait, decision);
  }
  state.decisions.shift();
}

function apply(state: Carried, open: OpenCase, wait: CaseWait, decision: Decide): void {
  switch (decision.answer) {
    case 'approve':
      delete open.wait;
      open.actor = decision.actor;
      if (open.plan !== undefined) open.approvedDigest = open.plan.digest;
      return;
    case 'reject':
      closeCase(state, 'rejected', {
        rejected: { event: open.due.event, recordHash: open.recordHash },
      });
      return;
    case 'retry':
      delete open.wait;
      open.planned = 0;
      if (wait.kind === 'approval') {
        open.stage = 0;
        open.finished = [];
      }
      return;
    case 'skip':
      delete open.wait;
      if (wait.step !== undefined) open.finished.push(wait.step);
      open.skipped += 1;
      return;
    case 'abort':
      closeCase(state, 'aborted', {
        rejected: { event: open.due.event, recordHash: open.recordHash },
      });
      return;
  }
}

async function record(state: Carried, person: PersonRef, open: OpenCase, decision: Decide): Promise<void> {
  count(state, cost.activity);
  try {
    await recording.recordDecision.executeWithOptions(
      { summary: `Record: ${decision.answer}`, priority: { priorityKey: 2 } },
      [
        {
          person,
          case: caseRef(open),
          answer: decision.answer,
          actor: decision.actor,
          ...(decision.comment === undefined ? {} : { comment: decision.comment }),
          ...(open.plan === undefined ? {} : { digest: open.plan.digest }),
          now: Date.now(),
        },
      ],
    );
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    state.oddity = `The decision "${decision.answer}" by ${decision.actor} is not in the journal: ${attentionFrom(error).message}`;
  }
}
