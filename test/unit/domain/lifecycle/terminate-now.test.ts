import { at, condition, employee, eventsOf, hire, place, policyOf, recordOf, worker } from './people.ts';
import { terminateNow } from './requests.ts';

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
