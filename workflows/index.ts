export { employee } from './employee.ts';
export { hrSync } from './hr-sync.ts';
export { scheduledHrSync } from './scheduled-hr-sync.ts';
