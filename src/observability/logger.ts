import pino from 'pino';
import { redact, redactFacts } from './redact.ts';
import type { DestinationStream, Logger as PinoLogger } from 'pino';

/** Log messages are constant sentences; facts go in the fields before them. */
export type Logger = PinoLogger;

export interface LoggerOptions {
  /** Default `info`; `silent` writes nothing. */
  readonly level?: string;
  /** Facts that every line carries, e.g. role and organization. */
  readonly facts?: Readonly<Record<string, string>>;
  /** Default: standard error, so that standard output stays machine-readable. */
  readonly destination?: DestinationStream;
}

/** JSON lines; every field passes through the one redactor. */
export function createLogger(options: LoggerOptions = {}): Logger {
  return pino(
    {
      level: options.level ?? 'info',
      base: options.facts ?? {},
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => redact(error) },
      formatters: {
        level: (label) => ({ level: label }),
        log: (facts) => redactFacts(facts),
      },
    },
    options.destination ?? pino.destination({ fd: 2, sync: true }),
  );
}

/** A logger that writes nothing, for tests and quiet commands. */
export function silentLogger(): Logger {
  return createLogger({ level: 'silent' });
}
