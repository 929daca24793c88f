import { at, employee, eventsOf, hire, policy, recordOf, tell, worker } from './people.ts';
import { terminateNow } from './requests.ts';

const gone = recordOf({ startDate: '2020-01-06', status: 'T', lastDay: '2026-02-27' });
const suspended = recordOf({ startDate: '2020-01-06', status: 'S' });

describe('a case that a newer fact stopped half-way', () => {
  it('of a hire is withdrawn again', () => {
    const story = tell(policy, at('2026-05-04'));
    story.interrupt();
    story.receive(recordOf());
    expect(story.isOpen()).toBe(true);
    story.receive(recordOf({ status: 'T' }));
    expect(eventsOf(story)).toEqual(['onboarding', 'rescission']);
    expect(story.isOpen()).toBe(false);
  });

  it('of a hire goes on from the start when the hire stands', () => {
    const story = tell(policy, at('2026-05-04'));
    story.interrupt();
    story.receive(recordOf());
    story.receive(recordOf({ department: 'LEGAL' }));
    expect(eventsOf(story)).toEqual(['onboarding', 'onboarding']);
    expect(story.memory().phase).toBe('active');
  });

  it('of a rehire is closed again when HR takes it back', () => {
    const story = employee();
    story.receive(gone);
    story.interrupt();
    story.receive(worker);
    expect(story.isOpen()).toBe(true);
    story.receive(gone);
    expect(eventsOf(story)).toEqual(['termination', 'rehire', 'termination']);
    expect(story.isOpen()).toBe(false);
    story.receive(gone);
    expect(eventsOf(story)).toHaveLength(3);
  });

  it('of a rehire is closed again when a human asks for it', () => {
    const story = employee();
    story.receive(gone);
    story.interrupt();
    story.receive(worker);
    story.receive(worker, [terminateNow(story.now())]);
    expect(eventsOf(story)).toEqual(['termination', 'rehire', 'termination']);
    expect(story.isOpen()).toBe(false);
  });

  it('of a leave is given back when HR withdraws the leave', () => {
    const story = employee();
    story.interrupt();
    story.receive(suspended);
    expect(story.isOpen()).toBe(false);
    story.receive(worker);
    expect(eventsOf(story)).toEqual(['leave', 'returnFromLeave']);
    expect(story.isOpen()).toBe(true);
  });

  it('of a return is taken back when HR goes on listing the leave', () => {
    const story = employee();
    story.receive(suspended);
    story.interrupt();
    story.receive(worker);
    expect(story.isOpen()).toBe(true);
    story.receive(suspended);
    expect(eventsOf(story)).toEqual(['leave', 'returnFromLeave', 'leave']);
    expect(story.isOpen()).toBe(false);
  });

  it('of a preparation ends with the hire it was for', () => {
    const story = hire(recordOf(), policy, at('2026-04-20'));
    story.sleepUntil(at('2026-04-24', '05:00'));
    story.interrupt();
    story.receive(recordOf({ startDate: '2026-04-27' }));
    story.receive(recordOf({ startDate: '2026-04-27', lastDay: '2026-04-27' }));
    expect(eventsOf(story)).toEqual(['preboarding', 'rescission']);
  });
});
