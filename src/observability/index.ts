export { createLogger, silentLogger } from './logger.ts';
export { redact } from './redact.ts';
export type { Logger, LoggerOptions } from './logger.ts';
