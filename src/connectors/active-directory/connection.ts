import { connect as connectPlain } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ConnectionOptions } from 'node:tls';
import { Client, ResultCodeError } from 'ldapts';
import { TenureError } from '../../domain/errors.ts';
import { bindError, connectError } from './errors.ts';
import type { ActiveDirectorySettings } from './options.ts';

/** A connection that is open and logged on, or was; whoever uses it checks `client.isBound` first. */
export interface Connection {
  readonly client: Client;
  readonly url: string;
  /** Requests on their way. */
  inFlight: number;
  /** No new requests; closed when the last one has come back. */
  retired: boolean;
}

/** Sees every byte that the server sends, in order. */
export type ByteListener = (bytes: Buffer) => void;

/** `host:port` of an LDAP address. */
export function hostOf(url: string): string {
  const { hostname, port, protocol } = new URL(url);
  return `${hostname}:${port === '' ? (protocol === 'ldaps:' ? '636' : '389') : port}`;
}

function createClient(settings: ActiveDirectorySettings, url: string, listener?: ByteListener): Client {
  const { hostname, protocol } = new URL(url);
  const host = hostname.replaceAll(/[[\]]/g, '');
  const port = Number(hostOf(url).split(':').at(-1));
  const common = { url, timeout: settings.timeoutMs, connectTimeout: settings.connectTimeoutMs };
  if (protocol === 'ldap:') {
    return new Client({
      ...common,
      createConnection: () => {
        const socket = connectPlain(port, host);
        if (listener !== undefined) socket.on('data', listener);
        return socket;
      },
    });
  }
  const tlsOptions: ConnectionOptions = {
    minVersion: 'TLSv1.2',
    ...(settings.ca === undefined ? {} : { ca: settings.ca }),
  };
  return new Client({
    ...common,
    tlsOptions,
    createSecureConnection: () => {
      const socket = connectTls(port, host, tlsOptions);
      if (listener !== undefined) socket.on('data', listener);
      return socket;
    },
  });
}

/** Closes without waiting; an open socket would keep the process alive (active-directory 3, "failed bind"). */
export function discard(client: Client): void {
  client.unbind().catch(() => {});
}

/**
 * Connects and logs on, once.
 * @throws TenureError AD_UNAUTHORIZED, AD_CERTIFICATE_INVALID, AD_UNREACHABLE
 */
export async function openConnection(
  settings: ActiveDirectorySettings,
  url: string,
  listener?: ByteListener,
): Promise<Connection> {
  const host = hostOf(url);
  // Windows takes an empty password for an anonymous logon and calls it a success (active-directory 4).
  if (settings.password === '') {
    throw new TenureError('AD_UNAUTHORIZED', `${host}: the password of the service account is empty`);
  }
  const client = createClient(settings, url, listener);
  try {
    await client.bind(settings.username, settings.password);
  } catch (error) {
    discard(client);
    throw error instanceof ResultCodeError ? bindError(host, error) : connectError(host, error);
  }
  return { client, url, inFlight: 0, retired: false };
}
