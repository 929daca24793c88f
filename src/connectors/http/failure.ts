/** How a request can end without an answer that can be used. */
export type HttpFailureKind =
  /** No connection: name, route, port, protocol. */
  | 'unreachable'
  /** The other side's certificate does not verify. */
  | 'certificate'
  /** No complete answer within the time allowed. */
  | 'timeout'
  /** The connection ended in the middle of an answer. */
  | 'interrupted'
  /** An answer that sends the client elsewhere; never followed, because the credentials would travel along. */
  | 'redirect'
  /** More bytes than allowed. */
  | 'tooLarge'
  /** Any other status than 2xx. */
  | 'status'
  /** 2xx, and the body is something else than JSON (a gateway's or login page). */
  | 'notJson'
  /** 2xx, and the body begins as JSON but is not whole. */
  | 'truncated';

/** What is known of a failed request. Never headers that were sent, never a whole body. */
export interface HttpFailureFacts {
  /** HTTP status, when there was an answer. */
  readonly status?: number;
  /** How long the other side asked to wait, milliseconds. */
  readonly retryAfterMs?: number;
  /** The answer's own id for the request, for the vendor's support. */
  readonly requestId?: string;
  /** Beginning of the body of a refusal (status 4xx, 5xx). May hold personal data: classify it, do not print it. */
  readonly refusalText?: string;
  /** `WWW-Authenticate` of a refusal. */
  readonly challenge?: string;
  /** Code of the system or TLS error, e.g. `ECONNREFUSED`. */
  readonly systemCode?: string;
}

/**
 * A request that brought no usable answer, after all attempts. Vendor folders translate it into a
 * TenureError; it never leaves the connectors. The message names host and path, no query and no body.
 */
export class HttpFailure extends Error {
  readonly kind: HttpFailureKind;
  readonly facts: HttpFailureFacts;

  constructor(kind: HttpFailureKind, message: string, facts: HttpFailureFacts = {}) {
    super(message);
    this.name = 'HttpFailure';
    this.kind = kind;
    this.facts = facts;
  }
}

const retryableStatuses: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);
const retryableKinds: ReadonlySet<HttpFailureKind> = new Set([
  'unreachable',
  'timeout',
  'interrupted',
  'truncated',
]);

/** Whether the same request may succeed later without anybody acting. */
export function isRetryable(failure: HttpFailure): boolean {
  if (failure.kind === 'status') return retryableStatuses.has(failure.facts.status ?? 0);
  return retryableKinds.has(failure.kind);
}

const certificateCode = /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/**
 * Turns what the transport threw into a failure. Only the error's code is taken over: messages of parsers
 * quote the bytes they stumbled over, which may be somebody's record.
 */
export function transportFailure(error: unknown, where: string, answering: boolean): HttpFailure {
  if (error instanceof HttpFailure) return error;
  const code = systemCodeOf(error);
  const facts = code === undefined ? {} : { systemCode: code };
  const suffix = code === undefined ? '' : ` (${code})`;
  if (code !== undefined && certificateCode.test(code)) {
    return new HttpFailure('certificate', `The certificate of ${where} does not verify${suffix}`, facts);
  }
  if (answering) return new HttpFailure('interrupted', `The answer of ${where} broke off${suffix}`, facts);
  return new HttpFailure('unreachable', `${where} cannot be reached${suffix}`, facts);
}

/**
 * Code of the innermost error that has one; a failed connection to several addresses wraps them all. Looks at
 * the shape and not at the class, because errors of the runtime may belong to another realm.
 */
function systemCodeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('errors' in error && Array.isArray(error.errors) && error.errors.length > 0) {
    return systemCodeOf(error.errors[0]);
  }
  const inner = 'cause' in error ? systemCodeOf(error.cause) : undefined;
  if (inner !== undefined) return inner;
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
