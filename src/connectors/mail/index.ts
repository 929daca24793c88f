export { createMailer } from './client.ts';
export { renderMail } from './render.ts';
export { readAddresses } from './addresses.ts';
export type { MailerOptions } from './client.ts';
export type { MailFacts } from './render.ts';
