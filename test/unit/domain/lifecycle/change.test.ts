import {
  at,
  employedMemory,
  employee,
  eventsOf,
  hire,
  policy,
  policyOf,
  recordOf,
  tell,
  worker,
} from './people.ts';
import { resync } from './requests.ts';

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
