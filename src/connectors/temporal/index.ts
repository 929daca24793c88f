export { connectTemporal, tlsOptions } from './client.ts';
export { createEmployeeStarter } from './employees.ts';
export { temporalError } from './errors.ts';
export type { TemporalAddress, TemporalClient, TemporalClientOptions } from './client.ts';
