import { debuglog } from 'node:util';
import { parseDn } from '../../domain/directory/dn.ts';
import { TenureError } from '../../domain/errors.ts';

/** Where the adapter tells what no caller asked about; pino's shape. Messages are constant, facts stand in fields. */
export interface ActiveDirectoryLogger {
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export interface ActiveDirectoryOptions {
  /** Domain controllers in order, `ldaps://host:636`; the adapter stays on one until it cannot be reached. */
  readonly urls: readonly string[];
  /** Accounts are looked for below this DN; names and groups in the whole domain. */
  readonly baseDn: string;
  /** User principal name, DN or `DOMAIN\name`; a bare account name does not bind (active-directory 4). */
  readonly username: string;
  readonly password: string;
  /** PEM text of the issuing certificates; default: the ones Node trusts. */
  readonly ca?: string;
  /** Names or DNs of groups that are never changed and whose members are never touched. */
  readonly protectedGroups?: readonly string[];
  /** LDAP display names to read, besides the adapter's own. */
  readonly attributes: readonly string[];
  /** Attributes by which an existing account is known to be the one to create; default `employeeID`. */
  readonly joinAttributes?: readonly string[];
  /** Connections; default 4. */
  readonly poolSize?: number;
  /** Per request; default 30,000. */
  readonly timeoutMs?: number;
  /** Connection and TLS handshake; default 10,000. */
  readonly connectTimeoutMs?: number;
  /** Entries per page of a list; default 500, Windows allows 1,000. */
  readonly pageSize?: number;
  readonly logger?: ActiveDirectoryLogger;
}

/** The options with their defaults. */
export interface ActiveDirectorySettings extends Required<Omit<ActiveDirectoryOptions, 'ca' | 'logger'>> {
  readonly ca: string | undefined;
  readonly logger: ActiveDirectoryLogger;
}

const silent: ActiveDirectoryLogger = { warn: () => {} };

function invalid(message: string, remedy?: string): TenureError {
  return new TenureError('CONFIG_INVALID', message, remedy === undefined ? {} : { remedy });
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

function assertUrl(text: string): void {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw invalid(`directories.activeDirectory.urls: "${text}" is not an address`);
  }
  if (url.protocol === 'ldaps:' || (url.protocol === 'ldap:' && isLoopback(url.hostname))) return;
  throw invalid(
    `directories.activeDirectory.urls: ${text} is not encrypted`,
    'Use ldaps://; plain ldap:// is possible on the loopback address only.',
  );
}

/**
 * Checks the options and fills in the defaults.
 * @throws TenureError CONFIG_INVALID
 */
export function settingsFrom(options: ActiveDirectoryOptions): ActiveDirectorySettings {
  if (options.urls.length === 0) throw invalid('directories.activeDirectory.urls is empty');
  for (const url of options.urls) assertUrl(url);
  if (parseDn(options.baseDn) === undefined) {
    throw invalid(`directories.activeDirectory.baseDn: "${options.baseDn}" is not a distinguished name`);
  }
  // ldapts prints whole requests, initial passwords included, when this is set (active-directory 3).
  if (debuglog('ldapts').enabled) {
    throw invalid(
      'NODE_DEBUG switches on the request log of the LDAP library, which shows initial passwords',
      'Remove ldapts from the environment variable NODE_DEBUG.',
    );
  }
  return {
    urls: options.urls,
    baseDn: options.baseDn,
    username: options.username,
    password: options.password,
    ca: options.ca,
    protectedGroups: options.protectedGroups ?? [],
    attributes: options.attributes,
    joinAttributes: options.joinAttributes ?? ['employeeID'],
    poolSize: options.poolSize ?? 4,
    timeoutMs: options.timeoutMs ?? 30_000,
    connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
    pageSize: options.pageSize ?? 500,
    logger: options.logger ?? silent,
  };
}
