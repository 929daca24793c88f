/** Readers of the small notations of tenure.yaml. Each answers undefined when the text has another form. */

/** `90%` as 0.9; between 0 and 100 percent. */
export function readShare(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*%$/u.exec(text.trim());
  if (match === null) return undefined;
  const percent = Number(match[1]);
  return percent <= 100 ? percent / 100 : undefined;
}

/** A limit of a run: at most `count` persons, at most `share` of the population (0 to 1), or both. */
export interface Threshold {
  readonly count?: number;
  readonly share?: number;
}

/** `10`, `2%`, `10 or 2%`. */
export function readThreshold(text: string): Threshold | undefined {
  const both = /^(\d+)\s+or\s+(\S+)$/u.exec(text.trim());
  if (both !== null) {
    const share = readShare(both[2] ?? '');
    return share === undefined ? undefined : { count: Number(both[1]), share };
  }
  if (/^\d+$/u.test(text.trim())) return { count: Number(text) };
  const share = readShare(text);
  return share === undefined ? undefined : { share };
}

/** The part before `.` and after it, for keys such as `leave.medical`. */
export function splitStatusKey(key: string): { readonly phase: string; readonly kind?: string } {
  const dot = key.indexOf('.');
  return dot < 0 ? { phase: key } : { phase: key.slice(0, dot), kind: key.slice(dot + 1) };
}
