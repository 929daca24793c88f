import { createPeople, planPerson } from '../../activities/index.ts';
import { initialMemory } from '../../src/domain/lifecycle/memory.ts';
import type { Dependencies } from '../../activities/index.ts';
import type { HrRecord } from '../../src/domain/hr/record.ts';

/** Gives everybody the account that the policy wants, as somebody before Tenure would have done. */
export async function provision(dependencies: Dependencies, records: readonly HrRecord[]): Promise<void> {
  const { policy, directory } = dependencies;
  const planning = { policy, directory, people: createPeople(dependencies, Date.now) };
  for (const record of records) {
    const input = { record, memory: initialMemory(), event: 'onboarding', now: Date.now() } as const;
    const { plan } = await planPerson(planning, input, null);
    let accountId: string | undefined;
    for (const { change } of plan.operations) {
      const applied = await directory.apply(accountId, change, { password: 'Correct-Horse-7-Battery' });
      accountId = applied.accountId;
    }
  }
}
