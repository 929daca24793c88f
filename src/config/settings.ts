import type { Place } from '../domain/place.ts';
import type { Policy } from '../domain/policy.ts';
import type { ConfigProblem } from './problems.ts';
import type { Secret } from './references.ts';
import type { weekdays } from './sections/hr-data.ts';

/** The connection to UKG Pro; at least one of the keys is there (ukg-pro-api 1). */
export interface UkgSettings {
  readonly name: string;
  readonly baseUrl: string;
  readonly username: string;
  readonly password: Secret;
  readonly customerApiKey?: Secret;
  readonly userApiKey?: Secret;
  readonly userApiKeyHeader: string;
  readonly pageSize: number;
  readonly timeoutMs: number;
  /** PEM text of the CA. */
  readonly ca?: string;
}

/** The connection to Active Directory. */
export interface ActiveDirectorySettings {
  /** LDAPS addresses in order of preference; plain LDAP only to loopback. */
  readonly urls: readonly string[];
  readonly baseDn: string;
  readonly username: string;
  readonly password: Secret;
  /** PEM text of the CA. */
  readonly ca?: string;
  readonly protectedGroups: readonly string[];
  readonly poolSize: number;
  readonly timeoutMs: number;
}

/** The mail server. */
export interface SmtpSettings {
  /** Address with credentials. */
  readonly url: Secret;
}

/** Where the keys of the payload encryption come from; see `payloadKeys`. */
export type EncryptionSettings =
  | { readonly kind: 'keys'; readonly keys: readonly { readonly id: string; readonly key: Secret }[] }
  | {
      readonly kind: 'file';
      /** Absolute path. */
      readonly path: string;
      /** Whether a first run may make it. */
      readonly createWhenMissing: boolean;
    };

/** TLS to the Temporal server; PEM text. */
export interface TlsSettings {
  readonly ca?: string;
  readonly certificate?: string;
  readonly key?: Secret;
  readonly serverName?: string;
}

/** The Temporal server. */
export interface TemporalSettings {
  /** `host:port`. */
  readonly address: string;
  readonly namespace: string;
  /** Absent = plain connection. */
  readonly tls?: TlsSettings;
  readonly apiKey?: Secret;
  readonly encryption: EncryptionSettings;
  /** Address of Temporal Web without a slash at the end. */
  readonly uiUrl?: string;
}

/** Endpoint that decrypts payloads for Temporal Web. */
export interface CodecSettings {
  readonly host: string;
  readonly port: number;
  /** Absent on loopback only. */
  readonly token?: Secret;
}

/** When runs are started. */
export type ScheduleSettings =
  | { readonly kind: 'every'; readonly everyMs: number }
  | {
      readonly kind: 'weekly';
      /** Clock times `HH:MM`. */
      readonly at: readonly string[];
      readonly weekdays: readonly (typeof weekdays)[number][];
      readonly timeZone: string;
    };

/** What a run reads. */
export type ExtractSettings =
  { readonly mode: 'full' } | { readonly mode: 'delta'; readonly fullSyncEveryMs: number };

/** A role with a queue and workers of its own. */
export interface SeparateWorker {
  readonly queue: string;
  /** Most activities per second over all workers of the queue, kept by the server. */
  readonly maxPerSecond?: number;
}

/** Roles that do not run in the main worker. */
export interface WorkerSettings {
  readonly activeDirectory?: SeparateWorker;
  readonly notifications?: SeparateWorker;
}

/** How Tenure reaches the systems around it. */
export interface Connections {
  readonly ukg: UkgSettings;
  readonly activeDirectory: ActiveDirectorySettings;
  readonly smtp?: SmtpSettings;
  readonly temporal: TemporalSettings;
  /** Absolute path of the folder of journal and snapshots. */
  readonly storage: { readonly path: string };
}

/** tenure.yaml, checked and compiled. */
export interface Configuration {
  /** File name as it was given. */
  readonly file: string;
  /** Text of the file, for `formatProblems`. */
  readonly sourceText: string;
  readonly policy: Policy;
  readonly connections: Connections;
  readonly schedule: ScheduleSettings;
  readonly extract: ExtractSettings;
  readonly workers: WorkerSettings;
  readonly codec?: CodecSettings;
  /** Place of every value, by dotted path: `organizationalUnits.rules[0].use`. */
  readonly places: ReadonlyMap<string, Place>;
  /** What is doubtful but works. */
  readonly warnings: readonly ConfigProblem[];
  /** The whole as plain JSON with secrets hidden and formulas as text. */
  redacted(): unknown;
}
