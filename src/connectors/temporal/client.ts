import { Client, Connection } from '@temporalio/client';
import { temporalError } from './errors.ts';
import type { ConnectionOptions, DataConverter } from '@temporalio/client';

/** TLS to the Temporal server; an empty object verifies against the system's authorities. */
export interface TemporalTls {
  /** PEM text of the issuing authorities. */
  readonly ca?: string;
  /** PEM texts for mutual TLS; both or none. */
  readonly certificate?: string;
  readonly key?: string;
  /** Name that the server's certificate carries, when it is another than the address. */
  readonly serverName?: string;
}

/** How the Temporal server is reached; the same for workers and for clients. */
export interface TemporalAddress {
  /** `host:port` */
  readonly address: string;
  readonly namespace: string;
  /** Absent: a plain connection. */
  readonly tls?: TemporalTls;
  readonly apiKey?: string;
}

export interface TemporalClientOptions extends TemporalAddress {
  readonly dataConverter: DataConverter;
  readonly interceptors?: ConnectionOptions['interceptors'];
  readonly connectTimeoutMs?: number;
}

/** A client and what closes it. */
export interface TemporalClient {
  readonly client: Client;
  close(): Promise<void>;
}

/** TLS options in the form that both kinds of connection take. */
export function tlsOptions(tls: TemporalAddress['tls']): Pick<ConnectionOptions, 'tls'> {
  if (tls === undefined) return {};
  return {
    tls: {
      ...(tls.serverName === undefined ? {} : { serverNameOverride: tls.serverName }),
      ...(tls.ca === undefined ? {} : { serverRootCACertificate: Buffer.from(tls.ca) }),
      ...(tls.certificate === undefined || tls.key === undefined
        ? {}
        : { clientCertPair: { crt: Buffer.from(tls.certificate), key: Buffer.from(tls.key) } }),
    },
  };
}

/**
 * Connects to Temporal.
 * @throws TenureError TEMPORAL_UNREACHABLE
 */
export async function connectTemporal(options: TemporalClientOptions): Promise<TemporalClient> {
  try {
    const connection = await Connection.connect({
      address: options.address,
      connectTimeout: options.connectTimeoutMs ?? 10_000,
      ...tlsOptions(options.tls),
      ...(options.apiKey === undefined ? {} : { apiKey: options.apiKey }),
      ...(options.interceptors === undefined ? {} : { interceptors: options.interceptors }),
    });
    const client = new Client({
      connection,
      namespace: options.namespace,
      dataConverter: options.dataConverter,
    });
    return { client, close: async () => connection.close() };
  } catch (error) {
    throw temporalError(error, options.address);
  }
}
