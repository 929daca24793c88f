import { at, employee, eventsOf, hire, place, policy, policyOf, recordOf, worker } from './people.ts';

describe('a termination', () => {
  const leaving = recordOf({ startDate: '2020-01-06', lastDay: '2026-03-20' });

  it('is announced once and done at the configured time of the last day', () => {
    const story = employee();
    story.receive(leaving);
    story.receive(leaving);
    expect(eventsOf(story)).toEqual(['scheduledTermination', 'profileChange']);
    expect(story.memory().phase).toBe('leaving');
    story.sleepUntil(at('2026-04-01'));
    expect(story.happened.at(-1)).toEqual({
      event: 'termination',
      at: at('2026-03-20', '18:00'),
      effective: '2026-03-20',
      late: false,
    });
  });

  it('at 24:00 leaves the whole last day', () => {
    const midnight = policyOf({ termination: { at: { rules: [], default: '24:00', place: place('x') } } });
    const story = employee(worker, midnight);
    story.receive(leaving);
    story.sleepUntil(at('2026-04-01'));
    expect(story.happened.at(-1)).toMatchObject({
      event: 'termination',
      at: at('2026-03-21', '00:00'),
      effective: '2026-03-20',
    });
  });

  it('moved to another day is announced again and done on that day', () => {
    const story = employee();
    story.receive(leaving);
    story.receive(recordOf({ startDate: '2020-01-06', lastDay: '2026-03-27' }));
    story.sleepUntil(at('2026-04-01'));
    expect(story.happened.filter((one) => one.event === 'scheduledTermination')).toMatchObject([
      { effective: '2026-03-20' },
      { effective: '2026-03-27' },
    ]);
    expect(story.happened.filter((one) => one.event === 'termination')).toMatchObject([
      { at: at('2026-03-27', '18:00') },
    ]);
  });

  it('that HR withdraws does not happen', () => {
    const story = employee();
    story.receive(leaving);
    story.receive(worker);
    expect(story.memory().phase).toBe('active');
    expect(story.memory().announcedLastDay).toBeUndefined();
    story.sleepUntil(at('2026-05-01'));
    expect(eventsOf(story)).not.toContain('termination');
  });

  it('announced, withdrawn and set to the same day again is announced again', () => {
    const story = employee();
    story.receive(leaving);
    story.receive(worker);
    story.receive(leaving);
    expect(eventsOf(story).filter((event) => event === 'scheduledTermination')).toHaveLength(2);
  });

  it('filed after the last day is done at once, marked late', () => {
    const story = employee();
    story.receive(recordOf({ startDate: '2020-01-06', status: 'T', lastDay: '2026-02-27' }));
    expect(story.happened).toEqual([
      { event: 'termination', at: story.now(), effective: '2026-02-27', late: true },
    ]);
  });

  it('of somebody hired and gone before Tenure made anything is nothing', () => {
    const story = hire(recordOf({ startDate: '2026-02-02', lastDay: '2026-02-13', status: 'T' }));
    expect(eventsOf(story)).toEqual([]);
    expect(story.memory().phase).toBe('terminated');
  });

  it('on the first day, filed after onboarding, ends what was begun', () => {
    const story = hire();
    story.sleepUntil(at('2026-05-01', '10:00'));
    story.receive(recordOf({ lastDay: '2026-05-01', status: 'T' }));
    story.sleepUntil(at('2026-05-02'));
    expect(eventsOf(story)).toEqual([
      'preboarding',
      'onboarding',
      'scheduledTermination',
      'profileChange',
      'termination',
    ]);
    expect(story.happened.at(-1)?.at).toBe(at('2026-05-01', '18:00'));
  });

  it('is followed by deletion after retention, and by nothing else', () => {
    const story = employee();
    story.receive(leaving);
    story.sleepUntil(at('2030-01-01'));
    expect(eventsOf(story)).toEqual([
      'scheduledTermination',
      'profileChange',
      'termination',
      'accountDeletion',
    ]);
    expect(story.happened.at(-1)?.at).toBe(at('2026-06-18', '18:00'));
  });

  it('without retention in the policy never deletes', () => {
    const { deleteAfterDays: _unused, ...rest } = policy.lifecycle.termination;
    const keep = policyOf({
      policy: { lifecycle: { ...policy.lifecycle, termination: rest } },
    });
    const story = employee(worker, keep);
    story.receive(leaving);
    story.sleepUntil(at('2030-01-01'));
    expect(eventsOf(story)).not.toContain('accountDeletion');
  });

  it('keeps the retention that was promised when the policy shortens it', () => {
    const story = employee();
    story.receive(leaving);
    story.sleepUntil(at('2026-03-21'));
    story.setPolicy(policyOf({ version: 'policy-2', termination: { deleteAfterDays: 10 } }));
    story.sleepUntil(at('2030-01-01'));
    expect(story.happened.at(-1)).toMatchObject({ event: 'accountDeletion', at: at('2026-06-18', '18:00') });
  });

  it('waits longer for deletion when the policy prolongs retention', () => {
    const story = employee();
    story.receive(leaving);
    story.sleepUntil(at('2026-03-21'));
    story.setPolicy(policyOf({ version: 'policy-2', termination: { deleteAfterDays: 100 } }));
    story.sleepUntil(at('2030-01-01'));
    expect(story.happened.at(-1)).toMatchObject({ event: 'accountDeletion', at: at('2026-06-28', '18:00') });
  });
});
