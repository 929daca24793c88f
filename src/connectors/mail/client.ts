import { createTransport } from 'nodemailer';
import { TenureError } from '../../domain/errors.ts';
import { mailError } from './errors.ts';
import type { Mailer, OutgoingMail } from '../../contracts/ports.ts';

export interface MailerOptions {
  /** `smtps://user:password@host:465` or `smtp://host:587` (STARTTLS is then required unless on loopback). */
  readonly url: string;
  /** PEM text of further certificate authorities. */
  readonly ca?: string;
  readonly timeoutMs?: number;
}

const loopback = new Set(['localhost', '127.0.0.1', '::1', '[::1]']);

/**
 * A mail server. TLS is always verified; without TLS only loopback hosts are talked to.
 * @throws TenureError MAIL_* with retryable decided.
 */
export function createMailer(options: MailerOptions): Mailer {
  const url = readUrl(options.url);
  const host = url.host;
  const local = loopback.has(url.hostname) || url.hostname.startsWith('127.');
  const secure = url.protocol === 'smtps:';
  const timeout = options.timeoutMs ?? 30_000;
  const transport = createTransport({
    host: url.hostname.replaceAll(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: !secure && !local,
    ignoreTLS: !secure && local,
    pool: true,
    maxConnections: 2,
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(url.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    tls: { minVersion: 'TLSv1.2', ...(options.ca === undefined ? {} : { ca: options.ca }) },
  });

  return {
    async send(mail: OutgoingMail) {
      try {
        await transport.sendMail({
          from: mail.from,
          to: [...mail.to],
          cc: [...mail.cc],
          bcc: [...mail.bcc],
          subject: mail.subject,
          messageId: mail.messageId,
          ...(mail.replyTo === undefined ? {} : { replyTo: mail.replyTo }),
          ...(mail.text === undefined ? {} : { text: mail.text }),
          ...(mail.html === undefined ? {} : { html: mail.html }),
          // RFC 3834: keeps out-of-office replies away.
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        throw mailError(error, host);
      }
    },
    async check() {
      try {
        await transport.verify();
        return [
          {
            ok: true,
            severity: 'error',
            subject: 'Mail server',
            message: `${host} answers and accepts the login.`,
          },
        ];
      } catch (error) {
        const found = mailError(error, host);
        return [
          {
            ok: false,
            severity: 'error',
            subject: 'Mail server',
            message: found.message,
            remedy: found.remedy,
          },
        ];
      }
    },
    async close() {
      transport.close();
    },
  };
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') || url.hostname === '') {
    throw new TenureError('CONFIG_INVALID', 'notifications.smtp.url is no smtp:// or smtps:// address.', {
      place: 'notifications.smtp.url',
    });
  }
  return url;
}
