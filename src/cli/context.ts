import { loadConfiguration, payloadKeys } from '../config/index.ts';
import { connectTemporal } from '../connectors/temporal/index.ts';
import { createLogger } from '../observability/index.ts';
import { createDataConverter } from '../../workers/data-converter.ts';
import { createOutput } from './output.ts';
import type { Configuration, TemporalSettings, TlsSettings } from '../config/index.ts';
import type { TemporalAddress, TemporalClient } from '../connectors/temporal/index.ts';
import type { DataConverter } from '@temporalio/client';
import type { Logger } from '../observability/index.ts';
import type { Output } from './output.ts';

/** Options that every command has. */
export interface CommonOptions {
  readonly config: string;
  readonly json?: boolean;
  readonly logLevel: string;
}

/** What a command works with. */
export interface Context {
  readonly configuration: Configuration;
  readonly output: Output;
  readonly logger: Logger;
}

/** Loads the configuration; warnings are told once. @throws TenureError CONFIG_* */
export async function openContext(options: CommonOptions): Promise<Context> {
  const output = createOutput(options.json === true);
  const configuration = await loadConfiguration(options.config);
  return {
    configuration,
    output,
    logger: createLogger({
      level: options.logLevel,
      facts: { organization: configuration.policy.organization },
    }),
  };
}

/** The settings in the form that the connector takes. */
export function temporalAddress(settings: TemporalSettings): TemporalAddress {
  const { address, namespace, tls, apiKey } = settings;
  return {
    address,
    namespace,
    ...(tls === undefined ? {} : { tls: tlsTexts(tls) }),
    ...(apiKey === undefined ? {} : { apiKey: apiKey.reveal() }),
  };
}

function tlsTexts({ ca, certificate, key, serverName }: TlsSettings): NonNullable<TemporalAddress['tls']> {
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(certificate === undefined ? {} : { certificate }),
    ...(key === undefined ? {} : { key: key.reveal() }),
    ...(serverName === undefined ? {} : { serverName }),
  };
}

/** How payloads are encrypted, by the configured keys. */
export async function dataConverterOf(configuration: Configuration): Promise<DataConverter> {
  const { temporal } = configuration.connections;
  return createDataConverter(await payloadKeys(temporal.encryption), temporal.namespace);
}

/** A client of the configured Temporal server. @throws TenureError TEMPORAL_UNREACHABLE */
export async function openTemporal(configuration: Configuration): Promise<TemporalClient> {
  const dataConverter = await dataConverterOf(configuration);
  return connectTemporal({ ...temporalAddress(configuration.connections.temporal), dataConverter });
}

/** Runs with a client and closes it whatever happens. */
export async function withTemporal<T>(
  configuration: Configuration,
  work: (temporal: TemporalClient) => Promise<T>,
): Promise<T> {
  const temporal = await openTemporal(configuration);
  try {
    return await work(temporal);
  } finally {
    await temporal.close();
  }
}
