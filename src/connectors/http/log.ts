/** Where the connectors report to. Messages are constant sentences; facts carry no secret and no personal data. */
export interface ConnectorLog {
  debug(facts: Readonly<Record<string, unknown>>, message: string): void;
  warn(facts: Readonly<Record<string, unknown>>, message: string): void;
}

function ignore(): void {
  // A caller without a log wants none.
}

/** A log that keeps nothing. */
export const noLog: ConnectorLog = { debug: ignore, warn: ignore };
