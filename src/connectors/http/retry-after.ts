const month = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec';
const httpDate = new RegExp(`^[A-Z][a-z]{2}, \\d{2} (?:${month}) \\d{4} \\d{2}:\\d{2}:\\d{2} GMT$`);

/**
 * Milliseconds that a `Retry-After` header asks to wait (RFC 9110, 10.2.3): whole seconds or an HTTP date.
 * Undefined when the header is missing or says neither; 0 when the date has passed.
 */
export function parseRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  if (!httpDate.test(text)) return undefined;
  return Math.max(0, Date.parse(text) - nowMs);
}
