export { connectTemporal, tlsOptions } from './client.ts';
export { createEmployeeStarter } from './employees.ts';
export { createTimeTravel } from './time-travel.ts';
export { temporalError } from './errors.ts';
export type { TimeTravel, TravelOutcome } from './time-travel.ts';
export type { TemporalAddress, TemporalClient, TemporalClientOptions } from './client.ts';
