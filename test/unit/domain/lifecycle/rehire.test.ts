import { at, employee, eventsOf, recordOf, worker } from './people.ts';

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
