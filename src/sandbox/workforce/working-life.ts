import { TenureError } from '../../domain/errors.ts';
import { createDesk, type WorkingLifeOptions } from './desk.ts';
import type { LifeScript, ScriptedEvent } from './life-events.ts';
import { background, stories } from './stories.ts';
import type { Workforce } from './workforce.ts';

/**
 * A plausible stretch of working life for a workforce as it stands: every kind of event at least once, then as
 * many joiners, movers and leavers as its size brings with it. Two kinds need a second company and are left out
 * without one: transfer, and a rehire in a second row. Equal arguments give the same script. Nothing is applied:
 * hand the script to {@link VirtualClock.schedule}. Throws `REQUEST_INVALID` for less than 30 days.
 */
export function workingLife(workforce: Workforce, options: WorkingLifeOptions): LifeScript {
  if (!Number.isSafeInteger(options.days) || options.days < 30) {
    throw new TenureError('REQUEST_INVALID', `a working life lasts at least 30 days, not ${options.days}`);
  }
  const script: ScriptedEvent[] = [];
  const desk = createDesk(workforce, options, script);
  const planned = stories(desk.organization.companies.length > 1).map(({ at, story }) => ({
    day: Math.floor(at * (options.days - 5)),
    story,
  }));
  for (const { perYear, story } of background) {
    const count = Math.round((perYear * desk.cast.members.length * options.days) / 365);
    for (let done = 0; done < count; done++) {
      planned.push({ day: desk.random.below(Math.floor(options.days * 0.8)), story });
    }
  }
  for (const { day, story } of planned.toSorted((a, b) => a.day - b.day)) story(desk, day);
  return script.toSorted((a, b) => a.at.localeCompare(b.at));
}
