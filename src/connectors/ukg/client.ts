import type { Dispatcher } from 'undici';
import { TenureError } from '../../domain/errors.ts';
import { createHttpClient } from '../http/client.ts';
import type { HttpClient, HttpRequest } from '../http/client.ts';
import { noLog } from '../http/log.ts';
import type { ConnectorLog } from '../http/log.ts';
import { serviceOrigin } from '../http/service-origin.ts';
import { translateFailure } from './errors.ts';
import { rowsOf } from './schema.ts';

/** How one UKG Pro tenant is reached. */
export interface UkgConnection {
  /** The connection's name in messages and reports. */
  readonly name: string;
  /** Service endpoint; scheme, host and port are kept, a path is dropped (ukg-pro-api 1, hosts). */
  readonly baseUrl: string;
  readonly username: string;
  readonly password: string;
  /** Sent as `US-Customer-Api-Key`. At least one of the two keys is needed. */
  readonly customerApiKey?: string;
  /** Sent in `userApiKeyHeader`, or as `US-Customer-Api-Key` when it is the only key. */
  readonly userApiKey?: string;
  /** Default `x-api-key`; UKG's REST reference names none (ukg-pro-api 1, seed gap). */
  readonly userApiKeyHeader?: string;
  /** Milliseconds for one attempt, default 90,000. */
  readonly timeoutMs?: number;
  /** Default 64 MiB. */
  readonly maxAnswerBytes?: number;
  /** PEM certificates trusted beside the system's own. */
  readonly ca?: string;
  readonly logger?: ConnectorLog;
  /** Clock (epoch milliseconds), randomness and waiting; replaced in tests. */
  readonly now?: () => number;
  readonly random?: () => number;
  readonly sleep?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
  readonly dispatcher?: Dispatcher;
}

/** One question to UKG Pro. */
export interface UkgRequest extends HttpRequest {
  readonly path: string;
  /** The web service whose role the service account needs. */
  readonly webService: string;
}

/** Rows of a list answer. */
export interface UkgAnswer {
  readonly rows: readonly unknown[];
  /** The answer was a 404, which a filtered list may give for "no rows" (ukg-pro-api 2, paging). */
  readonly notFound: boolean;
}

/** UKG Pro's REST API as Tenure uses it: reading lists. */
export interface UkgClient {
  readonly connection: string;
  readonly origin: string;
  /** Header names that carry the keys, and whether both keys are in use. */
  readonly keys: { readonly customer: string; readonly user: string | undefined };
  /**
   * Rows of a list.
   * @throws TenureError `UKG_*`; the signal's reason when it aborts
   */
  getRows(request: UkgRequest): Promise<readonly unknown[]>;
  /** The same for a filtered list, where 404 may mean that no row matches. */
  getMatches(request: UkgRequest): Promise<UkgAnswer>;
  /** The same, without translation, for diagnosis. @throws HttpFailure */
  getRaw(request: UkgRequest): Promise<unknown>;
  close(): Promise<void>;
}

const customerKeyHeader = 'US-Customer-Api-Key';
const defaultUserKeyHeader = 'x-api-key';
const defaultTimeoutMs = 90_000;
const defaultMaxAnswerBytes = 64 * 1024 * 1024;
/** "Keep concurrency 1 to 2" (ukg-pro-api 6, rate limit). */
const concurrency = 2;

/** @throws TenureError CONFIG_INVALID when the connection cannot work as configured */
export function createUkgClient(connection: UkgConnection): UkgClient {
  const origin = serviceOrigin(connection.baseUrl, 'ukg.baseUrl');
  const headers = credentialHeaders(connection);
  const userHeader = bothKeys(connection) ? userKeyHeader(connection) : undefined;
  const log = connection.logger ?? noLog;
  const now = connection.now ?? Date.now;
  const http: HttpClient = createHttpClient({
    origin,
    headers,
    timeoutMs: connection.timeoutMs ?? defaultTimeoutMs,
    maxAnswerBytes: connection.maxAnswerBytes ?? defaultMaxAnswerBytes,
    concurrency,
    log,
    now,
    ca: connection.ca,
    random: connection.random,
    sleep: connection.sleep,
    dispatcher: connection.dispatcher,
  });
  const basic = headers['authorization']?.slice('Basic '.length);
  const secrets = [basic, connection.password, connection.customerApiKey, connection.userApiKey].filter(
    isSet,
  );

  function translated(error: unknown, request: UkgRequest): unknown {
    const { path, webService } = request;
    return translateFailure(error, { connection: connection.name, path, webService, secrets });
  }

  async function getRows(request: UkgRequest): Promise<readonly unknown[]> {
    const startedAt = now();
    try {
      const rows = rowsOf((await http.getJson(request.path, request)) ?? []);
      if (rows === undefined) throw notAList(connection.name, request.path);
      const facts = { path: request.path, page: request.query?.['page'], rows: rows.length };
      log.debug({ ...facts, tookMs: now() - startedAt }, 'UKG Pro answered');
      return rows;
    } catch (error) {
      throw translated(error, request);
    }
  }

  async function getMatches(request: UkgRequest): Promise<UkgAnswer> {
    try {
      return { rows: await getRows(request), notFound: false };
    } catch (error) {
      if (error instanceof TenureError && error.code === 'UKG_NOT_FOUND') return { rows: [], notFound: true };
      throw error;
    }
  }

  return {
    connection: connection.name,
    origin,
    keys: { customer: customerKeyHeader, user: userHeader },
    getRows,
    getMatches,
    getRaw: (request) => http.getJson(request.path, request),
    close: () => http.close(),
  };
}

function notAList(connection: string, path: string): TenureError {
  return new TenureError('UKG_ANSWER_INVALID', `${connection}: the answer of ${path} is JSON but no list`, {
    place: path,
  });
}

function bothKeys(connection: UkgConnection): boolean {
  return isSet(connection.customerApiKey) && isSet(connection.userApiKey);
}

function userKeyHeader(connection: UkgConnection): string {
  return connection.userApiKeyHeader ?? defaultUserKeyHeader;
}

function isSet(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}

function credentialHeaders(connection: UkgConnection): Record<string, string> {
  const { username, password, customerApiKey, userApiKey } = connection;
  if (username.includes(':')) throw badCredential('ukg.username', 'holds a colon, which Basic cannot carry');
  const basic = Buffer.from(`${username}:${password}`, 'utf8').toString('base64');
  const headers: Record<string, string> = { authorization: `Basic ${basic}` };
  const customerKey = isSet(customerApiKey) ? customerApiKey : userApiKey;
  if (!isSet(customerKey)) {
    throw badCredential('ukg.customerApiKey', 'is missing, and so is ukg.userApiKey');
  }
  headers[customerKeyHeader] = headerValue(customerKey, 'ukg.customerApiKey');
  if (!isSet(customerApiKey) || !isSet(userApiKey)) return headers;
  const name = userKeyHeader(connection);
  if (!/^[A-Za-z0-9-]+$/.test(name)) throw badCredential('ukg.userApiKeyHeader', 'is not a header name');
  headers[name] = headerValue(userApiKey, 'ukg.userApiKey');
  return headers;
}

function headerValue(text: string, place: string): string {
  const key = text.trim();
  if (!/^[\x21-\x7e]+$/.test(key)) throw badCredential(place, 'holds characters that no key has');
  return key;
}

function badCredential(place: string, problem: string): TenureError {
  return new TenureError('CONFIG_INVALID', `${place} ${problem}`, {
    place,
    remedy: 'Copy user name and keys again from Service Account Administration in UKG Pro.',
  });
}
