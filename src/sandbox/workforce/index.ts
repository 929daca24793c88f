export type { CalendarDate } from './calendar.ts';
export {
  addDays,
  dateOf,
  parseInstant,
  readInstant,
  showDate,
  showStamp,
  showUsDate,
  startOf,
} from './calendar.ts';
export { personIdOf } from './identity.ts';
export type { PlayedEvent, VirtualClock } from './clock.ts';
export { createClock } from './clock.ts';
export type { CompanyOption } from './organization.ts';
export type { LifeEvent, LifeEventInput, LifeEventKind, LifeScript, ScriptedEvent } from './life-events.ts';
export { lifeEvent, lifeEventKinds, lifeScript } from './life-events.ts';
export { personalTextsOf, privateDetailsOf } from './private-details.ts';
export type { FutureTermination, Outlook, Standing } from './standing.ts';
export { assignmentOn, primaryEmployment, standingOn } from './standing.ts';
export type * from './types.ts';
export type { WorkingLifeOptions } from './desk.ts';
export { workingLife } from './working-life.ts';
export type { AppliedEvent, Workforce, WorkforceOptions } from './workforce.ts';
export { createWorkforce } from './workforce.ts';
