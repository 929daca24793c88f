import { showPlace } from '../../src/domain/place.ts';
import type { StepInput } from '../../src/contracts/activities.ts';
import type { Applied, JournalEntry } from '../../src/contracts/ports.ts';
import type { Operation } from '../../src/domain/plan/types.ts';
import type { Dependencies } from '../dependencies.ts';

/** What every journal line of a step has in common. */
export function stepLine(
  deps: Pick<Dependencies, 'policy'>,
  input: StepInput,
  operation: string,
): JournalEntry {
  return { ...caseLine(deps, input, operation), step: input.step };
}

/** What every journal line of a case has in common. */
export function caseLine(
  deps: Pick<Dependencies, 'policy'>,
  input: Pick<StepInput, 'person' | 'case' | 'now' | 'actor'>,
  operation: string,
): JournalEntry {
  return {
    at: new Date(input.now).toISOString(),
    organization: input.person.organization,
    personKey: input.person.personKey,
    caseId: input.case.id,
    event: input.case.event,
    operation,
    reason: input.case.reason,
    policyVersion: deps.policy.version,
    actor: input.actor,
    outcome: 'done',
  };
}

/** The line of an applied operation. */
export function appliedLine(
  deps: Pick<Dependencies, 'policy'>,
  input: StepInput,
  operation: Operation,
  applied: Applied,
): JournalEntry {
  const { place } = operation.reason;
  return {
    ...stepLine(deps, input, operation.change.kind),
    directory: operation.directory,
    accountId: applied.accountId,
    reason: operation.reason.text,
    ...(place === undefined ? {} : { rule: showPlace(place) }),
    ...(applied.before === undefined ? {} : { before: applied.before }),
    ...(applied.after === undefined ? {} : { after: applied.after }),
    outcome: applied.writes === 0 ? 'alreadySo' : 'done',
  };
}

/** The line of an operation that the directory refused for good. */
export function refusedLine(
  deps: Pick<Dependencies, 'policy'>,
  input: StepInput,
  operation: Operation,
  code: string,
): JournalEntry {
  const { place } = operation.reason;
  return {
    ...stepLine(deps, input, operation.change.kind),
    directory: operation.directory,
    ...(operation.accountId === undefined ? {} : { accountId: operation.accountId }),
    reason: operation.reason.text,
    ...(place === undefined ? {} : { rule: showPlace(place) }),
    outcome: 'failed',
    code,
  };
}
