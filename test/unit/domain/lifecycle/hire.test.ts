import { at, employee, eventsOf, hire, place, policy, policyOf, recordOf } from './people.ts';

describe('a hire', () => {
  it('is prepared the configured days ahead and onboarded on the first day', () => {
    const story = hire();
    expect(eventsOf(story)).toEqual([]);
    story.sleepUntil(at('2026-06-01'));
    expect(story.happened).toEqual([
      { event: 'preboarding', at: at('2026-04-24', '06:00'), effective: '2026-04-24', late: false },
      { event: 'onboarding', at: at('2026-05-01', '08:00'), effective: '2026-05-01', late: false },
    ]);
    expect(story.memory()).toMatchObject({ phase: 'active', startDate: '2026-05-01' });
  });

  it('seen inside its window is prepared at once', () => {
    const story = hire(recordOf(), policy, at('2026-04-28'));
    expect(story.happened).toMatchObject([{ event: 'preboarding', effective: '2026-04-24', late: true }]);
    expect(story.memory().phase).toBe('preboarding');
  });

  it('seen after its first day walks one onboarding, marked late', () => {
    const story = hire(recordOf(), policy, at('2026-05-04'));
    expect(story.happened).toMatchObject([{ event: 'onboarding', effective: '2026-05-01', late: true }]);
  });

  it('with no days ahead walks one onboarding on the first day', () => {
    const sameDay = policyOf({
      hire: {
        createDaysAhead: { rules: [], default: 0, place: place('x') },
        createAt: { rules: [], default: '09:00', place: place('x') },
      },
    });
    const story = hire(recordOf(), sameDay);
    story.sleepUntil(at('2026-06-01'));
    expect(story.happened).toMatchObject([
      { event: 'onboarding', at: at('2026-05-01', '08:00'), late: false },
    ]);
  });

  it('moved earlier before the account exists is prepared at the new time', () => {
    const story = hire();
    story.receive(recordOf({ startDate: '2026-03-16' }));
    story.sleepUntil(at('2026-06-01'));
    expect(story.happened.map((one) => one.at)).toEqual([
      at('2026-03-09', '06:00'),
      at('2026-03-16', '08:00'),
    ]);
  });

  it('moved later after the account exists stays prepared until the new first day', () => {
    const story = hire();
    story.sleepUntil(at('2026-04-27'));
    story.receive(recordOf({ startDate: '2026-06-01' }));
    expect(story.memory()).toMatchObject({ phase: 'preboarding', startDate: '2026-06-01' });
    story.sleepUntil(at('2026-07-01'));
    expect(eventsOf(story)).toEqual(['preboarding', 'profileChange', 'onboarding']);
    expect(story.happened.at(-1)?.at).toBe(at('2026-06-01', '08:00'));
  });

  it('moved into the past after the account exists is onboarded at once', () => {
    const story = hire();
    story.sleepUntil(at('2026-04-27'));
    story.receive(recordOf({ startDate: '2026-04-20' }));
    expect(eventsOf(story)).toEqual(['preboarding', 'onboarding']);
  });

  it('moved later after onboarding keeps the account and says so', () => {
    const story = employee();
    story.receive(recordOf({ startDate: '2026-06-01' }));
    expect(story.memory()).toMatchObject({ phase: 'active', startDate: '2020-01-06' });
    expect(story.last().reasons.map((reason) => reason.text)).toContain(
      'HR moved the start date to 2026-06-01, after onboarding; the account stays as it is',
    );
  });

  it('without a start date waits for attention', () => {
    const story = hire(recordOf({ startDate: null }));
    expect(story.last()).toMatchObject({
      phase: 'expected',
      instants: [],
      attention: { code: 'HR_RECORD_INVALID' },
    });
    expect(eventsOf(story)).toEqual([]);
  });

  it.each([
    ['the status is terminated', { status: 'T' }],
    ['the last day is the first day', { lastDay: '2026-05-01' }],
    ['the last day lies before the first day', { lastDay: '2026-04-30' }],
  ])('is withdrawn before anything exists when %s', (_name, change) => {
    const story = hire();
    story.receive(recordOf(change));
    story.sleepUntil(at('2027-01-01'));
    expect(eventsOf(story)).toEqual([]);
    expect(story.memory().phase).toBe('terminated');
  });

  it.each([
    ['the status is terminated', { status: 'T' }],
    ['the last day is the first day', { lastDay: '2026-05-01' }],
    ['the last day is the first day and the status says so', { status: 'T', lastDay: '2026-05-01' }],
    ['the last day lies before the first day', { lastDay: '2026-04-26' }],
  ])('is rescinded after preparation when %s, and deleted after retention', (_name, change) => {
    const story = hire();
    story.sleepUntil(at('2026-04-27'));
    story.receive(recordOf(change));
    expect(eventsOf(story)).toEqual(['preboarding', 'rescission']);
    story.sleepUntil(at('2027-01-01'));
    expect(eventsOf(story)).toEqual(['preboarding', 'rescission', 'accountDeletion']);
    expect(story.happened.at(-1)?.at).toBe(at('2026-07-26'));
    expect(story.memory()).toMatchObject({ phase: 'deleted', accounts: {} });
  });

  it('whose rescission HR takes back begins on its first day with the same account', () => {
    const story = hire();
    story.sleepUntil(at('2026-04-27'));
    story.receive(recordOf({ status: 'T' }));
    story.receive(recordOf());
    story.sleepUntil(at('2027-01-01'));
    expect(eventsOf(story)).toEqual(['preboarding', 'rescission', 'rehire']);
    expect(story.happened.at(-1)?.at).toBe(at('2026-05-01', '08:00'));
    expect(story.memory().deleteAt).toBeUndefined();
  });

  it('with a known end is onboarded, announced and terminated', () => {
    const story = hire(recordOf({ lastDay: '2026-10-30' }));
    expect(story.last().instants.map((one) => one.event)).toEqual([
      'preboarding',
      'onboarding',
      'termination',
    ]);
    story.sleepUntil(at('2026-11-30'));
    expect(eventsOf(story)).toEqual(['preboarding', 'onboarding', 'scheduledTermination', 'termination']);
  });

  it('who left before Tenure saw them has nothing to end', () => {
    const story = hire(recordOf({ status: 'T', startDate: '2015-01-05', lastDay: '2019-06-28' }));
    story.sleepUntil(at('2030-01-01'));
    expect(eventsOf(story)).toEqual([]);
    expect(story.memory().phase).toBe('terminated');
  });

  it('with an old last day from before Tenure is a hire like any other', () => {
    const story = hire(recordOf({ lastDay: '2019-06-28' }));
    story.sleepUntil(at('2026-06-01'));
    expect(eventsOf(story)).toEqual(['preboarding', 'onboarding']);
    expect(story.memory()).toMatchObject({ phase: 'active', lastDay: '2019-06-28' });
  });

  it('prepared with an old last day in the record is onboarded, also when the record changes meanwhile', () => {
    const story = hire(recordOf({ lastDay: '2019-06-28' }));
    story.sleepUntil(at('2026-04-27'));
    story.receive(recordOf({ lastDay: '2019-06-28', department: 'LEGAL' }));
    story.sleepUntil(at('2026-06-01'));
    expect(eventsOf(story)).toEqual(['preboarding', 'profileChange', 'onboarding']);
  });

  it('of a former employee still listed as terminated begins when HR makes them active', () => {
    const story = hire(recordOf({ status: 'T', lastDay: '2019-06-28' }));
    story.receive(recordOf({ lastDay: '2019-06-28' }));
    story.sleepUntil(at('2026-06-01'));
    expect(eventsOf(story)).toEqual(['preboarding', 'onboarding']);
  });

  it('beginning on a leave that disables accounts is not enabled in between', () => {
    const story = hire(recordOf({ status: 'S' }), policy, at('2026-05-04'));
    expect(eventsOf(story)).toEqual(['onboarding', 'leave']);
    expect(story.memory()).toMatchObject({ phase: 'leave', leaveKind: 'suspension' });
  });
});
