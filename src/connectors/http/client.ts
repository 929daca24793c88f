import { rootCertificates } from 'node:tls';
import { setTimeout as delay } from 'node:timers/promises';
import { Agent, EnvHttpProxyAgent, request } from 'undici';
import type { Dispatcher } from 'undici';
import { parseJson, readBeginning, readWhole } from './body.ts';
import { HttpFailure, isRetryable, transportFailure } from './failure.ts';
import { createGate } from './gate.ts';
import type { ConnectorLog } from './log.ts';
import { parseRetryAfter } from './retry-after.ts';
import { isLoopback } from './service-origin.ts';

/** Settings of one client; a client speaks to one origin only. */
export interface HttpClientOptions {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Sent with every request; hold the credentials, so never logged. */
  readonly headers: Readonly<Record<string, string>>;
  /** For one attempt, from the request to the last byte. */
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
  /** Requests under way at the same time; the others wait in order. */
  readonly concurrency: number;
  /** PEM certificates trusted beside the system's own. */
  readonly ca?: string | undefined;
  readonly log: ConnectorLog;
  /** The host's clock, randomness (0 to 1) and waiting; replaced in tests. */
  readonly now?: (() => number) | undefined;
  readonly random?: (() => number) | undefined;
  readonly sleep?: ((ms: number, signal: AbortSignal | undefined) => Promise<void>) | undefined;
  /** Transport in place of undici's own agent; replaced in tests. */
  readonly dispatcher?: Dispatcher | undefined;
}

/** What one request wants beside its path. */
export interface HttpRequest {
  readonly query?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** Attempts in all, default 6: about half a minute of waiting between the first and the last. */
  readonly attempts?: number;
  /** Headers that differ from the client's; `null` leaves one out. */
  readonly headers?: Readonly<Record<string, string | null>>;
}

/** JSON over HTTP with time limits, size limits and bounded retries. */
export interface HttpClient {
  /**
   * JSON value of a 2xx answer, `undefined` for 204. Repeats what may pass by itself (see `isRetryable`), with
   * doubling delays and jitter, or after the `Retry-After` of the answer; a wait of more than 30 s is not slept
   * but thrown, for the caller's own schedule.
   * @throws HttpFailure; the signal's reason when it aborts
   */
  getJson(path: string, wanted?: HttpRequest): Promise<unknown>;
  close(): Promise<void>;
}

const defaultAttempts = 6;
const firstDelayMs = 1_000;
const longestSleepMs = 30_000;
const refusalBytes = 4_096;

/** A client for one origin. Nothing is sent before the first request. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const dispatcher = options.dispatcher ?? createDispatcher(options);
  const gate = createGate(options.concurrency);
  const now = options.now ?? Date.now;
  const random = options.random ?? Math.random;
  const sleep = options.sleep ?? waitFor;
  let holdUntilMs = 0;

  async function attempt(path: string, wanted: HttpRequest): Promise<unknown> {
    const leave = await gate.enter();
    try {
      wanted.signal?.throwIfAborted();
      // Throttling concerns the tenant, not one request: all wait together (ukg-pro-api 6, rate limit).
      const holdMs = holdUntilMs - now();
      if (holdMs > 0) await sleep(Math.min(holdMs, longestSleepMs), wanted.signal);
      return await sendOnce(options, dispatcher, path, wanted, now);
    } finally {
      leave();
    }
  }

  async function getJson(path: string, wanted: HttpRequest = {}): Promise<unknown> {
    const attempts = wanted.attempts ?? defaultAttempts;
    for (let done = 1; ; done += 1) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- an attempt follows the failure of the one before
        return await attempt(path, wanted);
      } catch (error) {
        wanted.signal?.throwIfAborted();
        if (!(error instanceof HttpFailure) || !isRetryable(error) || done >= attempts) throw error;
        const waitMs = error.facts.retryAfterMs ?? backoffMs(done, random());
        if (waitMs > longestSleepMs) throw error;
        if (error.facts.status === 429) holdUntilMs = Math.max(holdUntilMs, now() + waitMs);
        options.log.warn(
          { host: options.origin, path, kind: error.kind, status: error.facts.status, attempt: done, waitMs },
          'Request failed, will be repeated',
        );
        // oxlint-disable-next-line no-await-in-loop -- waiting between attempts is the purpose
        await sleep(waitMs, wanted.signal);
      }
    }
  }

  return { getJson, close: () => dispatcher.close() };
}

/** 1, 2, 4, 8, 16 … seconds, plus up to half of it again so that workers do not come back together. */
function backoffMs(done: number, random: number): number {
  const base = Math.min(firstDelayMs * 2 ** (done - 1), longestSleepMs / 1.5);
  return Math.round(base * (1 + random / 2));
}

async function sendOnce(
  options: HttpClientOptions,
  dispatcher: Dispatcher,
  path: string,
  wanted: HttpRequest,
  now: () => number,
): Promise<unknown> {
  const where = `${options.origin}${path}`;
  const controller = new AbortController();
  let timedOut = false;
  let answering = false;
  const timer = setTimeout(() => {
    timedOut = true;
    controller.abort();
  }, options.timeoutMs);
  const cancel = (): void => controller.abort();
  wanted.signal?.addEventListener('abort', cancel, { once: true });
  try {
    const answer = await request(`${where}${queryOf(wanted)}`, {
      dispatcher,
      method: 'GET',
      headers: headersOf(options, wanted),
      signal: controller.signal,
      headersTimeout: options.timeoutMs,
      bodyTimeout: options.timeoutMs,
    });
    answering = true;
    return await readAnswer(answer, options, where, now);
  } catch (error) {
    wanted.signal?.throwIfAborted();
    if (timedOut) throw new HttpFailure('timeout', `${where} did not answer within ${options.timeoutMs} ms`);
    throw transportFailure(error, where, answering);
  } finally {
    clearTimeout(timer);
    wanted.signal?.removeEventListener('abort', cancel);
    // Ends a body that was not read to its end; without effect on one that was.
    controller.abort();
  }
}

async function readAnswer(
  answer: Dispatcher.ResponseData,
  options: HttpClientOptions,
  where: string,
  now: () => number,
): Promise<unknown> {
  const { statusCode: status, body } = answer;
  const requestId = headerOf(answer, 'x-request-id') ?? headerOf(answer, 'x-correlation-id');
  const known = { status, ...(requestId === undefined ? {} : { requestId }) };
  if (status === 204) return undefined;
  if (status >= 200 && status < 300) {
    const announced = headerOf(answer, 'content-length');
    return parseJson(await readWhole(body, announced, options.maxAnswerBytes, where), where);
  }
  if (status >= 300 && status < 400) {
    throw new HttpFailure('redirect', `${where} redirects (status ${status})`, known);
  }
  const retryAfterMs = parseRetryAfter(headerOf(answer, 'retry-after'), now());
  const challenge = headerOf(answer, 'www-authenticate');
  throw new HttpFailure('status', `${where} answered with status ${status}`, {
    ...known,
    refusalText: await readBeginning(body, refusalBytes),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(challenge === undefined ? {} : { challenge }),
  });
}

function headerOf(answer: Dispatcher.ResponseData, name: string): string | undefined {
  const value = answer.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function headersOf(options: HttpClientOptions, wanted: HttpRequest): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json', ...options.headers };
  for (const [name, value] of Object.entries(wanted.headers ?? {})) {
    if (value === null) delete headers[name];
    else headers[name] = value;
  }
  return headers;
}

function queryOf(wanted: HttpRequest): string {
  const query = new URLSearchParams(wanted.query).toString();
  return query === '' ? '' : `?${query}`;
}

/**
 * Honours HTTPS_PROXY and NO_PROXY, as everything else on the machine does; this machine itself is spoken to
 * directly. Certificates are always verified.
 */
function createDispatcher(options: HttpClientOptions): Dispatcher {
  const tls = options.ca === undefined ? {} : { ca: [...rootCertificates, options.ca] };
  const agentOptions = { connections: options.concurrency, connect: { ...tls, timeout: options.timeoutMs } };
  if (isLoopback(options.origin)) return new Agent(agentOptions);
  return new EnvHttpProxyAgent({ ...agentOptions, requestTls: tls });
}

async function waitFor(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await delay(ms, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
