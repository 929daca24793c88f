import { ensureSchedule } from '../../src/app/schedule.ts';
import { hrSyncScheduleId, hrSyncWorkflowId } from '../../src/contracts/ids.ts';
import { openStage } from '../support/story.ts';
import { testConfiguration } from '../support/policy.ts';
import { until } from '../support/temporal.ts';
import type { Stage } from '../support/story.ts';

describe('what operators do in Temporal Web', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage();
  });

  afterEach(async () => stage.end());

  afterAll(async () => stage.close());

  it('does not end a person: a request to cancel is noted and not followed', async () => {
    const key = await stage.worker();
    await stage.company.handle(key).cancel();
    await stage.change(key, { status: 'T', lastDay: stage.day(-1) });
    expect(stage.company.account(key)).toMatchObject({ enabled: false });
    expect((await stage.company.handle(key).describe()).status.name).toBe('RUNNING');
  });

  it('does not make a second account: somebody whose workflow was terminated is recognised by the account', async () => {
    const key = await stage.worker({ jobTitle: 'Nurse' });
    const born = stage.company.account(key);
    await stage.company.handle(key).terminate('by mistake');
    const mails = stage.company.mails.length;
    await stage.change(key, { jobTitle: 'Head nurse' });
    expect(stage.company.account(key)).toMatchObject({ id: born?.id, attributes: { title: ['Head nurse'] } });
    expect(await stage.company.view(key)).toMatchObject({
      phase: 'active',
      memory: { accounts: { activeDirectory: { id: born?.id, origin: 'adopted' } } },
    });
    expect(stage.company.mails).toHaveLength(mails);
  });
});

describe('the schedule', () => {
  it('starts the run under the one id that commands look for, and leaves a run alone that is going', async () => {
    const stage = await openStage();
    try {
      const { organization, connection } = stage.company;
      const { client } = connection;
      stage.person();
      await ensureSchedule(client, testConfiguration(organization, '/nowhere'));
      const schedule = client.schedule.getHandle(hrSyncScheduleId(organization));
      await schedule.trigger();
      const run = client.workflow.getHandle(hrSyncWorkflowId(organization));
      const outcome = await until(
        async () => run.result().catch(() => undefined),
        'the scheduled run is over',
      );
      expect(outcome).toMatchObject({ outcome: 'completed', counts: { fresh: 1 } });
      await schedule.delete();
    } finally {
      await stage.close();
    }
  });
});
