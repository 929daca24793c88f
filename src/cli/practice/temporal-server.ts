import { TenureError } from '../../domain/errors.ts';

/** The server that the environment names for travelling in time. */
export interface TravelServer {
  /** `host:port` */
  readonly address: string;
  /** Whether it was started for us and goes down with us. */
  readonly own: boolean;
  /** Temporal Web. */
  readonly webUrl?: string;
  /** Where Temporal Web asks for payloads to be decoded. */
  readonly codecPort?: number;
}

/**
 * The server, from TEMPORAL_ADDRESS: `npm start` and `npm run tenure` set it for the server that they start. An
 * address in tenure.yaml is never used: it may be that of a server where time must not be touched.
 * @throws TenureError TEMPORAL_UNREACHABLE when none is named
 */
export function travelServer(environment: NodeJS.ProcessEnv = process.env): TravelServer {
  const address = environment['TEMPORAL_ADDRESS'] ?? '';
  if (address === '') {
    throw new TenureError(
      'TEMPORAL_UNREACHABLE',
      'A Temporal server that skips time is needed, and none is named.',
      {
        remedy: 'Use `npm start` or `npm run tenure -- ...`, which bring one along, or set TEMPORAL_ADDRESS.',
      },
    );
  }
  const webUrl = environment['TENURE_TEMPORAL_WEB'] ?? '';
  const codecPort = Number(environment['TENURE_CODEC_PORT'] ?? '0');
  return {
    address,
    own: environment['TENURE_TEMPORAL_OWN'] === '1',
    ...(webUrl === '' ? {} : { webUrl }),
    ...(codecPort > 0 ? { codecPort } : {}),
  };
}
