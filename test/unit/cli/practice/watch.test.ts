import { createWatch } from '../../../../src/cli/practice/watch.ts';
import { TenureError } from '../../../../src/domain/errors.ts';
import type { Journal, JournalEntry } from '../../../../src/contracts/ports.ts';

type Activity = (input: unknown) => Promise<unknown>;

function watched(activities: Record<string, Activity>) {
  const watch = createWatch();
  return { watch, activities: watch.activities(activities) as Record<string, Activity> };
}

const boss = { person: { organization: 'acme', personKey: 'BOSS' } };
const report = { person: { organization: 'acme', personKey: 'REPORT' } };

function line(caseId: string, operation: string): JournalEntry {
  return {
    at: '2026-03-01T00:00:00.000Z',
    organization: 'acme',
    personKey: 'BOSS',
    caseId,
    operation,
    policyVersion: 'v1',
    actor: 'tenure',
    outcome: 'done',
  };
}

describe('the watch over a worker', () => {
  it('notes whose activities ran, once', async () => {
    const { watch, activities } = watched({ evaluate: async () => ({}) });
    await activities['evaluate']?.(boss);
    expect(watch.takeTouched()).toEqual(['BOSS']);
    expect(watch.hasTouched()).toBe(false);
  });

  it('notes a manager with whoever waits for their account', async () => {
    const { watch, activities } = watched({
      planChanges: async () => ({ changes: 0, waitingForManager: 'BOSS' }),
      createAccount: async () => ({ changes: 1 }),
    });
    await activities['planChanges']?.(report);
    expect(watch.takeTouched().toSorted()).toEqual(['BOSS', 'REPORT']);
    await activities['createAccount']?.(boss);
    expect(watch.takeTouched().toSorted()).toEqual(['BOSS', 'REPORT']);
    expect(watch.waitingFor('BOSS')).toEqual(['REPORT']);
  });

  it('remembers why an activity failed until one succeeds', async () => {
    let broken = true;
    const { watch, activities } = watched({
      fetchRoster: async () => {
        if (broken) throw new TenureError('UKG_UNREACHABLE', 'no answer');
        return {};
      },
    });
    const run = { run: { organization: 'acme', runId: 'r1' } };
    await expect(activities['fetchRoster']?.(run)).rejects.toMatchObject({ code: 'UKG_UNREACHABLE' });
    expect(watch.failureOf(undefined)).toMatchObject({ code: 'UKG_UNREACHABLE' });
    expect(watch.isFailing(undefined)).toBe(true);
    broken = false;
    const attempt = activities['fetchRoster']?.(run);
    expect(watch.isFailing(undefined)).toBe(false);
    await attempt;
    expect(watch.failureOf(undefined)).toBeUndefined();
  });

  it('hands out the journal lines of a case once, after they were written', async () => {
    const written: JournalEntry[] = [];
    const inner: Journal = {
      append: async (entries) => void written.push(...entries),
      async *read() {
        yield* written;
      },
    };
    const watch = createWatch();
    await watch
      .journal(inner)
      .append([line('1-onboarding', 'createAccount'), line('1-onboarding', 'sendMail')]);
    await watch.journal(inner).append([line('2-leave', 'disable')]);
    expect(written).toHaveLength(3);
    expect(watch.takeLines('BOSS', '1-onboarding').map(({ operation }) => operation)).toEqual([
      'createAccount',
      'sendMail',
    ]);
    expect(watch.takeLines('BOSS', '1-onboarding')).toEqual([]);
    expect(watch.takeLines('BOSS', '2-leave')).toHaveLength(1);
    expect(watch.mails()).toBe(1);
  });
});
