export { createEmployeeActivities } from './employee-activities.ts';
export { createHrSyncActivities } from './hr-sync-activities.ts';
export { createPeople } from './planning/people.ts';
export { planPerson } from './planning/plan-person.ts';
export { firstSight } from './run/first-sight.ts';
export type { Dependencies } from './dependencies.ts';
export type { PersonPlan, Planning } from './planning/plan-person.ts';
export type { RunReport } from './run/lines.ts';
