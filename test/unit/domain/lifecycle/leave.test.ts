import { at, employee, eventsOf, policyOf, recordOf, worker } from './people.ts';

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
