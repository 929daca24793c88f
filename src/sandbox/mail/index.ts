export { startSmtpSink } from './smtp-sink.ts';
export type { SmtpSink, SmtpSinkOptions, SunkMail } from './smtp-sink.ts';
