export { loadConfiguration, parseConfiguration } from './load.ts';
export type { LoadOptions } from './load.ts';
export { formatProblems, problemsOf } from './problems.ts';
export type { ConfigProblem } from './problems.ts';
export { payloadKeys } from './payload-keys.ts';
export type { PayloadKey } from './payload-keys.ts';
export { Secret } from './references.ts';
export type {
  ActiveDirectorySettings,
  CodecSettings,
  Configuration,
  Connections,
  EncryptionSettings,
  ExtractSettings,
  ScheduleSettings,
  SeparateWorker,
  SmtpSettings,
  TemporalSettings,
  TlsSettings,
  UkgSettings,
  WorkerSettings,
} from './settings.ts';
export { jsonSchemaText } from './reference.ts';
export { starterConfiguration, starterVariables } from './starter.ts';
export type { StarterOptions } from './starter.ts';
