import { resync, terminateNow } from './requests.ts';
import { at, condition, employedMemory, eventsOf, place, policyOf, recordOf, tell } from './people.ts';

const policy = policyOf();
const worker = recordOf({ startDate: '2020-01-06' });

function employee(record = worker, withPolicy = policy) {
  const story = tell(withPolicy, at('2026-03-02'), employedMemory(withPolicy, record));
  story.receive(record);
  return story;
}

function hire(record = recordOf(), withPolicy = policy, now = at('2026-03-02')) {
  const story = tell(withPolicy, now);
  story.receive(record);
  return story;
}

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

describe('a change', () => {
  it('in the record brings the account in line once', () => {
    const story = employee();
    story.receive(recordOf({ startDate: '2020-01-06', department: 'LEGAL' }));
    story.receive(recordOf({ startDate: '2020-01-06', department: 'LEGAL' }));
    expect(eventsOf(story)).toEqual(['profileChange']);
  });

  it('in the policy brings the account in line once', () => {
    const story = employee();
    story.setPolicy(policyOf({ version: 'policy-2' }));
    story.setPolicy(policyOf({ version: 'policy-2' }));
    expect(eventsOf(story)).toEqual(['profileChange']);
  });

  it('is nothing when neither moved', () => {
    const story = employee();
    story.receive(worker);
    expect(eventsOf(story)).toEqual([]);
    expect(story.last()).toMatchObject({ phase: 'active', instants: [] });
  });

  it('is also made when a human asks, once per request', () => {
    const story = employee();
    story.receive(worker, [resync(story.now())]);
    expect(eventsOf(story)).toEqual(['profileChange']);
  });

  it('reaches somebody who is on leave or prepared', () => {
    const onLeave = employee(recordOf({ startDate: '2020-01-06', status: 'L' }));
    onLeave.receive(recordOf({ startDate: '2020-01-06', status: 'L', department: 'LEGAL' }));
    expect(eventsOf(onLeave)).toEqual(['leave', 'profileChange']);
    expect(onLeave.memory().phase).toBe('leave');
    const prepared = hire();
    prepared.sleepUntil(at('2026-04-27'));
    prepared.receive(recordOf({ department: 'LEGAL' }));
    expect(eventsOf(prepared)).toEqual(['preboarding', 'profileChange']);
    expect(prepared.memory().phase).toBe('preboarding');
  });

  it('of somebody whose account was never made onboards them again', () => {
    const story = tell(policy, at('2026-03-02'), employedMemory(policy, worker, { accounts: {} }));
    story.receive(worker);
    expect(eventsOf(story)).toEqual([]);
    story.receive(recordOf({ startDate: '2020-01-06', department: 'LEGAL' }));
    expect(eventsOf(story)).toEqual(['onboarding']);
  });

  it('asked for somebody who is out changes nothing and says so', () => {
    const story = employee();
    story.receive(recordOf({ startDate: '2020-01-06', status: 'T' }));
    story.receive(recordOf({ startDate: '2020-01-06', status: 'T' }), [resync(story.now() + 1)]);
    expect(eventsOf(story)).toEqual(['termination']);
    expect(story.last().reasons.map((reason) => reason.text)).toContain(
      'a resync changes nothing for somebody who is terminated',
    );
  });
});

describe('a leave', () => {
  const medical = recordOf({ startDate: '2020-01-06', status: 'L' });
  const suspended = recordOf({ startDate: '2020-01-06', status: 'S' });

  it('begins with its status and ends with an active one', () => {
    const story = employee();
    story.receive(medical);
    expect(story.memory()).toMatchObject({ phase: 'leave', leaveKind: 'medical' });
    story.receive(worker);
    expect(eventsOf(story)).toEqual(['leave', 'returnFromLeave']);
    expect(story.memory().phase).toBe('active');
    expect(story.memory().leaveKind).toBeUndefined();
  });

  it('changes its kind without a return in between', () => {
    const story = employee();
    story.receive(medical);
    story.receive(suspended);
    expect(eventsOf(story)).toEqual(['leave', 'leave']);
    expect(story.memory().leaveKind).toBe('suspension');
  });

  it('ends with a termination when the last day comes', () => {
    const story = employee();
    story.receive(recordOf({ startDate: '2020-01-06', status: 'L', lastDay: '2026-03-20' }));
    expect(eventsOf(story)).toEqual(['leave', 'scheduledTermination']);
    expect(story.memory()).toMatchObject({ phase: 'leave', announcedLastDay: '2026-03-20' });
    story.sleepUntil(at('2026-04-01'));
    expect(eventsOf(story)).toEqual(['leave', 'scheduledTermination', 'termination']);
    expect(story.memory().leaveKind).toBeUndefined();
  });

  it('with an announced last day returns to leaving', () => {
    const story = employee();
    story.receive(recordOf({ startDate: '2020-01-06', status: 'L', lastDay: '2026-03-20' }));
    story.receive(recordOf({ startDate: '2020-01-06', lastDay: '2026-03-20' }));
    expect(eventsOf(story)).toEqual(['leave', 'scheduledTermination', 'returnFromLeave']);
    expect(story.memory().phase).toBe('leaving');
  });

  it('that the policy has no rule for changes nothing but what the record asks', () => {
    const noLeaves = policyOf({ leave: {} });
    const story = employee(worker, noLeaves);
    story.receive(medical);
    expect(eventsOf(story)).toEqual(['profileChange']);
    expect(story.memory().phase).toBe('active');
  });
});

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

describe('a termination that a human asks for', () => {
  it('is done at once, without a decision, while HR still lists the person', () => {
    const story = employee(worker, policyOf({ supervised: ['termination'] }));
    story.receive(worker, [terminateNow(story.now())]);
    expect(eventsOf(story)).toEqual(['termination']);
    expect(story.memory()).toMatchObject({
      phase: 'terminated',
      terminatedOnRequest: { startDate: '2020-01-06' },
    });
  });

  it('holds while HR changes other things about the person', () => {
    const story = employee();
    story.receive(worker, [terminateNow(story.now())]);
    story.receive(recordOf({ startDate: '2020-01-06', department: 'LEGAL' }));
    story.receive(recordOf({ startDate: '2020-01-06', lastDay: '2026-03-31' }));
    story.sleepUntil(at('2026-05-01'));
    expect(eventsOf(story)).toEqual(['termination']);
  });

  it('ends its hold when HR has ended the employment too', () => {
    const story = employee();
    story.receive(worker, [terminateNow(story.now())]);
    story.receive(recordOf({ startDate: '2020-01-06', status: 'T' }));
    expect(story.memory().terminatedOnRequest).toBeUndefined();
    story.receive(worker);
    expect(eventsOf(story)).toEqual(['termination', 'rehire']);
  });

  it('does not stand against a later employment', () => {
    const story = employee();
    story.receive(worker, [terminateNow(story.now())]);
    story.receive(recordOf({ startDate: '2026-06-01' }));
    story.sleepUntil(at('2026-07-01'));
    expect(eventsOf(story)).toEqual(['termination', 'rehire']);
  });

  it('holds against a hire that was only prepared', () => {
    const story = hire();
    story.sleepUntil(at('2026-04-27'));
    story.receive(recordOf(), [terminateNow(story.now())]);
    story.sleepUntil(at('2026-06-01'));
    expect(eventsOf(story)).toEqual(['preboarding', 'termination']);
  });

  it('reaches somebody whom the filter leaves out and whose status is unknown', () => {
    const include = { formula: condition('FALSE', () => false), place: place('hrData.include') };
    const story = employee(worker, policyOf({ policy: { include } }));
    story.receive(recordOf({ startDate: '2020-01-06', status: '?' }), [terminateNow(story.now())]);
    expect(eventsOf(story)).toEqual(['termination']);
  });

  it('keeps somebody out whom HR wants back', () => {
    const story = employee();
    story.receive(recordOf({ startDate: '2020-01-06', lastDay: '2026-02-27' }));
    const comingBack = recordOf({ startDate: '2026-06-01', lastDay: '2026-02-27' });
    story.receive(comingBack);
    expect(story.last().instants).toMatchObject([{ event: 'rehire' }]);
    story.receive(comingBack, [terminateNow(story.now())]);
    story.receive(comingBack);
    story.sleepUntil(at('2026-07-01'));
    expect(eventsOf(story)).toEqual(['termination']);
  });
});

describe('a rehire', () => {
  const gone = recordOf({ startDate: '2020-01-06', lastDay: '2026-02-27', status: 'T' });

  it('waits for its first day and cancels the deletion', () => {
    const story = employee();
    story.receive(gone);
    story.receive(recordOf({ startDate: '2026-08-03' }));
    expect(story.last().instants).toMatchObject([{ event: 'rehire', at: at('2026-08-03', '08:00') }]);
    story.sleepUntil(at('2027-01-01'));
    expect(eventsOf(story)).toEqual(['termination', 'rehire']);
    expect(story.memory()).toMatchObject({ phase: 'active', startDate: '2026-08-03' });
    expect(story.memory().deleteAt).toBeUndefined();
    expect(story.memory().terminatedAt).toBeUndefined();
  });

  it('keeps working when HR leaves the old last day in the record', () => {
    const story = employee();
    story.receive(gone);
    story.receive(recordOf({ startDate: '2026-04-01', lastDay: '2026-02-27' }));
    story.sleepUntil(at('2027-01-01'));
    expect(eventsOf(story)).toEqual(['termination', 'rehire']);
    expect(story.memory().phase).toBe('active');
  });

  it('on the very last day of the employment before is not terminated for it', () => {
    const story = employee();
    story.receive(gone);
    story.receive(recordOf({ startDate: '2026-02-27', lastDay: '2026-02-27' }));
    story.sleepUntil(at('2027-01-01'));
    expect(eventsOf(story)).toEqual(['termination', 'rehire']);
  });

  it('is immediate when HR takes the termination back', () => {
    const story = employee();
    story.receive(gone);
    story.receive(worker);
    expect(story.happened).toMatchObject([{ event: 'termination' }, { event: 'rehire', late: false }]);
  });

  it('is immediate when the last day is moved into the future after it was done', () => {
    const story = employee();
    story.receive(gone);
    story.receive(recordOf({ startDate: '2020-01-06', lastDay: '2026-04-30' }));
    expect(eventsOf(story)).toEqual(['termination', 'rehire', 'scheduledTermination']);
  });

  it('withdrawn before its first day lets the deletion go on', () => {
    const story = employee();
    story.receive(gone);
    story.receive(recordOf({ startDate: '2026-08-03' }));
    story.receive(recordOf({ startDate: '2026-08-03', lastDay: '2026-08-03' }));
    story.receive(recordOf({ startDate: '2026-08-03', lastDay: '2026-08-03' }));
    story.sleepUntil(at('2027-01-01'));
    expect(eventsOf(story)).toEqual(['termination', 'accountDeletion']);
  });

  it('after deletion is a hire', () => {
    const story = employee();
    story.receive(gone);
    story.sleepUntil(at('2026-08-01'));
    story.receive(recordOf({ startDate: '2026-09-01' }));
    story.sleepUntil(at('2026-10-01'));
    expect(eventsOf(story)).toEqual(['termination', 'accountDeletion', 'preboarding', 'onboarding']);
  });

  it('into a leave returns and goes on leave', () => {
    const story = employee();
    story.receive(gone);
    story.receive(recordOf({ startDate: '2020-01-06', status: 'S' }));
    expect(eventsOf(story)).toEqual(['termination', 'rehire', 'leave']);
  });

  it('before the old last day, without a gap, goes on as if nothing had been', () => {
    const story = employee();
    story.receive(recordOf({ startDate: '2020-01-06', lastDay: '2026-03-31' }));
    story.receive(recordOf({ startDate: '2026-04-01', lastDay: '2026-03-31' }));
    story.sleepUntil(at('2027-01-01'));
    expect(eventsOf(story)).not.toContain('termination');
    expect(story.memory()).toMatchObject({ phase: 'active' });
  });

  it('before the old last day, after a gap, ends and begins again', () => {
    const story = employee();
    story.receive(recordOf({ startDate: '2026-05-04', lastDay: '2026-03-31' }));
    expect(story.last().instants.map((one) => one.event)).toEqual(['termination', 'rehire']);
    story.sleepUntil(at('2027-01-01'));
    expect(eventsOf(story).filter((event) => event !== 'profileChange')).toEqual([
      'scheduledTermination',
      'termination',
      'rehire',
    ]);
  });
});
