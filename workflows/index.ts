export { employee } from './employee.ts';
export { hrSync } from './hr-sync.ts';
