import { cancellationSignal, activityInfo, heartbeat } from '@temporalio/activity';

/** How a long activity tells how far it is, learns where to resume, and hears of cancellation. */
export interface Progress<Cursor> {
  readonly resumeFrom?: Cursor;
  readonly signal?: AbortSignal;
  at(cursor: Cursor): void;
}

/**
 * Progress through Temporal's heartbeat. What the last attempt told is handed over durably; it is checked
 * by the given guard, because an older build may have written it.
 */
export function heartbeatProgress<Cursor>(isCursor: (value: unknown) => value is Cursor): Progress<Cursor> {
  const details: unknown = activityInfo().heartbeatDetails;
  return {
    ...(isCursor(details) ? { resumeFrom: details } : {}),
    signal: cancellationSignal(),
    at: heartbeat,
  };
}

/** Progress that nobody hears, for commands outside Temporal. */
export function noProgress<Cursor>(): Progress<Cursor> {
  return { at: () => undefined };
}
