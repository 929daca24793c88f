import { TenureError } from '../../domain/errors.ts';

interface Kind {
  readonly code: 'MAIL_UNAUTHORIZED' | 'MAIL_REFUSED' | 'MAIL_UNREACHABLE';
  readonly what: string;
  readonly retryable: boolean;
  readonly remedy?: string;
}

/**
 * Nodemailer's error codes (nodemailer documentation, "Error codes") and SMTP replies (RFC 5321 4.2.1: 4yz is
 * transient, 5yz permanent).
 */
export function mailError(error: unknown, host: string): TenureError {
  const code = property(error, 'code');
  const reply = Number(property(error, 'responseCode') ?? 0);
  const said = reply > 0 ? ` (reply ${reply})` : code === undefined ? '' : ` (${code})`;
  const { code: ours, what, retryable, remedy } = kindOf(error, code, reply);
  return new TenureError(ours, `The mail server ${host} ${what}${said}.`, {
    place: host,
    retryable,
    cause: error,
    ...(remedy === undefined ? {} : { remedy }),
  });
}

function kindOf(error: unknown, code: string | undefined, reply: number): Kind {
  const transient = reply >= 400 && reply < 500;
  if (code === 'EAUTH' && transient) {
    return { code: 'MAIL_UNREACHABLE', what: 'cannot check passwords now', retryable: true };
  }
  if (code === 'EAUTH') {
    return { code: 'MAIL_UNAUTHORIZED', what: 'refused the user or password', retryable: false };
  }
  if (code === 'EENVELOPE' && !transient) {
    return { code: 'MAIL_REFUSED', what: 'refused the sender or a recipient', retryable: false };
  }
  if (reply >= 500) return { code: 'MAIL_REFUSED', what: 'refused the message', retryable: false };
  if (code === 'ETLS' || (code === 'ESOCKET' && isCertificate(error))) {
    return {
      code: 'MAIL_UNREACHABLE',
      what: 'has a certificate that is not trusted',
      retryable: true,
      remedy: 'Renew the certificate, or name the issuing CA in NODE_EXTRA_CA_CERTS.',
    };
  }
  return { code: 'MAIL_UNREACHABLE', what: 'does not answer', retryable: true };
}

function isCertificate(error: unknown): boolean {
  return /certificate|self.signed|CERT_|altname/i.test(property(error, 'message') ?? '');
}

function property(error: unknown, name: string): string | undefined {
  if (typeof error !== 'object' || error === null || !(name in error)) return undefined;
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
