import type { Client } from 'ldapts';
import { TenureError } from '../../domain/errors.ts';
import { discard, hostOf, openConnection, type ByteListener, type Connection } from './connection.ts';
import { lostLogon, refusalOf } from './errors.ts';
import type { ActiveDirectorySettings } from './options.ts';

/** After a refused logon nobody tries again for this long: a few attempts in a row lock the account. */
const PAUSE_AFTER_REFUSED_LOGON_MS = 5 * 60_000;

/** Connections that are open and logged on; concurrent callers share them. */
export interface ConnectionPool {
  /**
   * Runs requests on a connection that is logged on. Errors of ldapts pass through; a connection that failed with
   * anything but a server's answer is not used again (active-directory 3).
   */
  use<T>(requests: (client: Client) => Promise<T>): Promise<T>;
  /** A connection of the caller's own, for a paged search: cookies belong to a connection. */
  lease(listener: ByteListener): Promise<Connection>;
  /** Gives back a leased connection. */
  release(connection: Connection): void;
  close(): Promise<void>;
}

function allFailed(errors: readonly TenureError[]): TenureError {
  const certificate = errors.find(({ code }) => code === 'AD_CERTIFICATE_INVALID');
  if (certificate !== undefined) return certificate;
  const [first] = errors;
  if (errors.length === 1 && first !== undefined) return first;
  const message = `no domain controller can be reached: ${errors.map((error) => error.message).join('; ')}`;
  return new TenureError('AD_UNREACHABLE', message, { retryable: true });
}

export function createPool(settings: ActiveDirectorySettings): ConnectionPool {
  const connections = new Set<Connection>();
  let opening: Promise<Connection> | undefined;
  let current = 0;
  let closed = false;
  let refused: { readonly error: TenureError; readonly until: number } | undefined;

  function retire(connection: Connection): void {
    connection.retired = true;
    connections.delete(connection);
    if (connection.inFlight === 0) discard(connection.client);
  }

  function moveTo(index: number, url: string): void {
    if (index === current) return;
    settings.logger.warn({ host: hostOf(url) }, 'Moved to another domain controller');
    current = index;
    for (const connection of connections) retire(connection);
  }

  /** Connects to the controller in use, or to the next one that can be reached. A refused logon ends the search. */
  async function connect(listener?: ByteListener): Promise<Connection> {
    if (closed) throw new TenureError('INTERNAL', 'the directory connection was closed');
    if (refused !== undefined && Date.now() < refused.until) throw refused.error;
    const errors: TenureError[] = [];
    const first = current;
    for (let offset = 0; offset < settings.urls.length; offset++) {
      const index = (first + offset) % settings.urls.length;
      const url = settings.urls[index];
      if (url === undefined) continue;
      try {
        // One controller after the other, in the configured order.
        // oxlint-disable-next-line no-await-in-loop
        const connection = await openConnection(settings, url, listener);
        refused = undefined;
        moveTo(index, url);
        return connection;
      } catch (error) {
        if (!(error instanceof TenureError)) throw error;
        if (error.code === 'AD_UNAUTHORIZED') {
          refused = { error, until: Date.now() + PAUSE_AFTER_REFUSED_LOGON_MS };
          throw error;
        }
        errors.push(error);
      }
    }
    throw allFailed(errors);
  }

  /** One logon at a time, so that a wrong password is tried once and not once per caller. */
  function open(): Promise<Connection> {
    opening ??= connect()
      .then((connection) => {
        if (closed) retire(connection);
        else connections.add(connection);
        return connection;
      })
      .finally(() => {
        opening = undefined;
      });
    return opening;
  }

  function leastBusy(): Connection | undefined {
    let best: Connection | undefined;
    for (const connection of connections) {
      if (!connection.client.isBound) retire(connection);
      else if (best === undefined || connection.inFlight < best.inFlight) best = connection;
    }
    return best;
  }

  async function acquire(): Promise<Connection> {
    const best = leastBusy();
    if (best === undefined) return open();
    if (best.inFlight === 0 || connections.size >= settings.poolSize || opening !== undefined) return best;
    try {
      return await open();
    } catch (error) {
      if (best.client.isBound) return best;
      throw error;
    }
  }

  /** A connection that is logged on at this very moment, so that ldapts does not reconnect behind our back. */
  async function acquireBound(): Promise<Connection> {
    for (let attempt = 0; attempt < 3; attempt++) {
      // oxlint-disable-next-line no-await-in-loop -- a connection that dropped meanwhile is replaced
      const connection = await acquire();
      if (connection.client.isBound) return connection;
      retire(connection);
    }
    throw new TenureError('AD_UNREACHABLE', 'connections are closed as soon as they are open', {
      retryable: true,
    });
  }

  async function use<T>(requests: (client: Client) => Promise<T>): Promise<T> {
    const connection = await acquireBound();
    if (closed) throw new TenureError('INTERNAL', 'the directory connection was closed');
    connection.inFlight++;
    try {
      return await requests(connection.client);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined || lostLogon(refusal)) retire(connection);
      throw error;
    } finally {
      connection.inFlight--;
      if (connection.retired && connection.inFlight === 0) discard(connection.client);
    }
  }

  async function close(): Promise<void> {
    closed = true;
    await opening?.catch(() => {});
    for (const connection of connections) retire(connection);
  }

  return { use, lease: (listener) => connect(listener), release: retire, close };
}
