import { TenureError } from '../../domain/errors.ts';

/**
 * Nodemailer's error codes (nodemailer documentation, "Error codes") and SMTP replies (RFC 5321 4.2.1: 4yz is
 * transient, 5yz permanent).
 */
export function mailError(error: unknown, host: string): TenureError {
  const code = property(error, 'code');
  const reply = Number(property(error, 'responseCode') ?? 0);
  const said = reply > 0 ? ` (reply ${reply})` : code === undefined ? '' : ` (${code})`;
  const facts = { place: host, cause: error };
  if (code === 'EAUTH' && reply < 500 && reply > 0) {
    return new TenureError('MAIL_UNREACHABLE', `The mail server ${host} cannot check passwords now${said}.`, {
      ...facts,
      retryable: true,
    });
  }
  if (code === 'EAUTH') {
    return new TenureError(
      'MAIL_UNAUTHORIZED',
      `The mail server ${host} refused the user or password${said}.`,
      facts,
    );
  }
  if (code === 'EENVELOPE' && !(reply >= 400 && reply < 500)) {
    return new TenureError(
      'MAIL_REFUSED',
      `The mail server ${host} refused the sender or a recipient${said}.`,
      facts,
    );
  }
  if (reply >= 500) {
    return new TenureError('MAIL_REFUSED', `The mail server ${host} refused the message${said}.`, facts);
  }
  if (code === 'ETLS' || (code === 'ESOCKET' && isCertificate(error))) {
    return new TenureError(
      'MAIL_UNREACHABLE',
      `The certificate of the mail server ${host} is not trusted${said}.`,
      {
        ...facts,
        remedy: 'Renew the certificate, or name the issuing CA in NODE_EXTRA_CA_CERTS.',
        retryable: true,
      },
    );
  }
  return new TenureError('MAIL_UNREACHABLE', `The mail server ${host} does not answer${said}.`, {
    ...facts,
    retryable: true,
  });
}

function isCertificate(error: unknown): boolean {
  return /certificate|self.signed|CERT_|altname/i.test(property(error, 'message') ?? '');
}

function property(error: unknown, name: string): string | undefined {
  if (typeof error !== 'object' || error === null || !(name in error)) return undefined;
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
