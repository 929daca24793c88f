import { evaluate } from '../../../../src/domain/lifecycle/evaluate.ts';
import { explain } from '../../../../src/domain/lifecycle/explain.ts';
import type { HrRecord } from '../../../../src/domain/hr/record.ts';
import type { Evaluation } from '../../../../src/domain/lifecycle/types.ts';
import type { Policy } from '../../../../src/domain/policy.ts';
import { at, employedMemory, hire, policy, policyOf, recordOf, worker } from './people.ts';

const leaver = recordOf({ startDate: '2020-01-06', lastDay: '2026-02-27' });

function ask(withPolicy: Policy, record: HrRecord): Evaluation {
  const memory = employedMemory(withPolicy, worker);
  return evaluate(withPolicy, { record, memory, now: at('2026-03-02'), requests: [] });
}

describe('an explanation', () => {
  it('tells where the person stands, what comes next and the rule behind it', () => {
    expect(explain(hire().last())).toEqual([
      'stands: expected',
      'next: preboarding at 2026-04-24T10:00:00Z, effective 2026-04-24: 7 days before the first day 2026-05-01, 06:00 (tenure.yaml:1:1)',
      'next: onboarding at 2026-05-01T12:00:00Z, effective 2026-05-01: first day 2026-05-01, 08:00 (tenure.yaml:1:1)',
    ]);
  });

  it('tells what is due, in which steps, and what is left out', () => {
    const supervised = policyOf({ supervised: ['termination'], mailsOn: ['termination'] });
    expect(explain(ask(supervised, leaver))).toEqual([
      'stands: active',
      'due: termination, effective 2026-02-27, late, waits for a decision',
      'steps: planChanges, then disableAccount, then assignSecurityGroups + assignDistributionLists, then assignOrganizationalUnit, then updateProfile, then setManager, then sendNotifications',
      'left out: resetPassword: lifecycle.termination.resetPassword is off (tenure.yaml:20:1)',
      'because: the status is A, but last day 2026-02-27 has passed; the date decides (mode: dates) (tenure.yaml:30:1)',
      'because: last day 2026-02-27 has ended (tenure.yaml:30:1)',
    ]);
  });

  it('tells who must act', () => {
    const lines = explain(ask(policy, recordOf({ status: 'X' })));
    expect(lines.at(-2)).toMatch(/^attention: HR_STATUS_UNKNOWN: person EEID-1: /);
    expect(lines.at(-1)).toMatch(/^remedy: Add the status code/);
  });
});
