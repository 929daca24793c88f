export { allActivities, compose } from './compose.ts';
export { connectDirectory, connectHr, connectMail, openStorage } from './connect.ts';
export { directoryNeeds } from './directory-needs.ts';
export type { Composition, Parts } from './compose.ts';
