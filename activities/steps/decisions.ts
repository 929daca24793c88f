import { caseLine } from './journal-lines.ts';
import { contentHash } from '../../src/domain/hash.ts';
import type { RecordDecisionInput, RecordHoldInput, ReminderInput } from '../../src/contracts/activities.ts';
import type { Dependencies } from '../dependencies.ts';

/** Writes a human's answer into the journal. */
export async function recordDecision(deps: Dependencies, input: RecordDecisionInput): Promise<void> {
  await deps.journal.append([
    {
      ...caseLine(deps, input, `decision:${input.answer}`),
      outcome: 'decided',
      ...(input.comment === undefined ? {} : { comment: input.comment }),
      ...(input.digest === undefined ? {} : { after: { digest: input.digest } }),
    },
  ]);
}

/** Writes into the journal that an account is held, or is so no longer. */
export async function recordHold(deps: Dependencies, input: RecordHoldInput): Promise<void> {
  const { person, what, actor, reason, now } = input;
  await deps.journal.append([
    {
      at: new Date(now).toISOString(),
      organization: person.organization,
      personKey: person.personKey,
      operation: what,
      ...(reason === undefined ? {} : { reason }),
      policyVersion: deps.policy.version,
      actor,
      outcome: 'decided',
    },
  ]);
}

/** Mails the configured people that a decision is open. Says who and what by key, not by name. */
export async function remindOfDecision(deps: Dependencies, input: ReminderInput): Promise<void> {
  const { notifications, lifecycle } = deps.policy;
  const to = lifecycle.remindTo ?? [];
  if (to.length === 0 || notifications === undefined || deps.mailer === undefined) return;
  const { personKey } = input.person;
  const since = new Date(input.askedAt).toISOString();
  await deps.mailer.send({
    from: notifications.from,
    to,
    cc: [],
    bcc: [],
    subject: `Tenure: ${input.case.event} of ${personKey} waits for a decision`,
    text: [
      `The case ${input.case.id} of the person ${personKey} has waited since ${since}.`,
      `Reason: ${input.case.reason}. ${input.operations} operations would be applied.`,
      '',
      `See it:     tenure decisions show ${personKey}`,
      `Approve it: tenure decisions approve ${personKey} --comment "..."`,
      `Reject it:  tenure decisions reject ${personKey} --comment "..."`,
    ].join('\n'),
    messageId: `<${contentHash([input.person, input.case.id, input.now]).slice(0, 32)}@tenure.invalid>`,
  });
  await deps.journal.append([
    { ...caseLine(deps, { ...input, actor: 'tenure' }, 'remind'), outcome: 'reported' },
  ]);
}
