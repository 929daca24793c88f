import { callbackify } from 'node:util';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { AddressObject, ParsedMail } from 'mailparser';
import type { Readable } from 'node:stream';

/** A mail as it arrived. */
export interface SunkMail {
  readonly from: string;
  /** Envelope recipients, Bcc included. */
  readonly recipients: readonly string[];
  readonly to: string;
  readonly cc: string;
  readonly replyTo: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
}

export interface SmtpSinkOptions {
  /** Default: a free one. */
  readonly port?: number;
  readonly host?: string;
  /** When given, mail is taken only after this login. */
  readonly login?: { readonly user: string; readonly password: string };
  /** Told of each mail; a thrown error refuses it with its message (`450 …` or `550 …`). */
  readonly onMail?: (mail: SunkMail) => void;
}

export interface SmtpSink {
  readonly url: string;
  /** Everything that arrived, oldest first. */
  readonly mails: readonly SunkMail[];
  /** Refuse the next mails with this SMTP reply; undefined accepts again. */
  refuse(reply: { readonly code: number; readonly message: string } | undefined): void;
  close(): Promise<void>;
}

const keptAtMost = 100_000;

/** A mail server that keeps what it gets and passes nothing on: for the practice company and for tests. */
export async function startSmtpSink(options: SmtpSinkOptions = {}): Promise<SmtpSink> {
  const host = options.host ?? '127.0.0.1';
  const mails: SunkMail[] = [];
  let refusal: { readonly code: number; readonly message: string } | undefined;
  async function receive(stream: Readable, recipients: readonly string[]): Promise<void> {
    const mail = readMail(await simpleParser(stream), recipients);
    if (refusal !== undefined)
      throw Object.assign(new Error(refusal.message), { responseCode: refusal.code });
    options.onMail?.(mail);
    mails.push(mail);
    if (mails.length > keptAtMost) mails.shift();
  }

  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', ...(options.login === undefined ? ['AUTH'] : [])],
    authOptional: options.login === undefined,
    allowInsecureAuth: true,
    onAuth(given, _session, done) {
      const right = given.username === options.login?.user && given.password === options.login?.password;
      if (right) done(null, { user: given.username });
      else done(Object.assign(new Error('Wrong user or password'), { responseCode: 535 }));
    },
    onData(stream, session, done) {
      const recipients = session.envelope.rcptTo.map((recipient) => recipient.address);
      callbackify(async () => receive(stream, recipients))((error) => done(error));
    },
  });
  // Clients that hang up in the middle are no event for a sink.
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const bound = server.server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : options.port;
  return {
    url: `smtp://${host}:${port}`,
    mails,
    refuse: (reply) => {
      refusal = reply;
    },
    close: async () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function readMail(parsed: ParsedMail, recipients: readonly string[]): SunkMail {
  return {
    from: addresses(parsed.from),
    recipients,
    to: addresses(parsed.to),
    cc: addresses(parsed.cc),
    replyTo: addresses(parsed.replyTo),
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    html: typeof parsed.html === 'string' ? parsed.html : '',
    messageId: parsed.messageId ?? '',
  };
}

function addresses(found: AddressObject | readonly AddressObject[] | undefined): string {
  if (found === undefined) return '';
  return 'text' in found ? found.text : found.map((one) => one.text).join(', ');
}
