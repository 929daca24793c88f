import { ResultCodeError } from 'ldapts';
import { TenureError, type ErrorCode } from '../../domain/errors.ts';

/** A server's answer that is not success. The server's text is left behind: it may hold names and values. */
export interface Refusal {
  /** LDAP result code (RFC 4511, 4.1.9). */
  readonly code: number;
  /** Win32 error that Active Directory puts first in its text, e.g. 0x52d. */
  readonly win32?: number;
}

/** Names for the codes that are compared with (active-directory 6). */
export const ldapCode = {
  operationsError: 1,
  sizeLimit: 4,
  noSuchAttribute: 16,
  constraint: 19,
  noSuchObject: 32,
  unwilling: 53,
  alreadyExists: 68,
  notOnNonLeaf: 66,
  other: 80,
} as const;

export const win32 = {
  nameTaken: 0x524,
  memberMissing: 0x525,
  memberNotThere: 0x561,
  memberThere: 0x562,
  linkTargetMissing: 0x20b5,
  noBind: 0x2020,
  noBindWindows: 0x4dc,
  parentMissing: 0x2095,
} as const;

interface Meaning {
  readonly code: ErrorCode;
  readonly says: string;
  readonly retryable?: true;
  readonly remedy?: string;
}

/** By Win32 code: Samba and Windows agree on it where they differ in the LDAP code. */
const byWin32: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [0x52d, { code: 'AD_PASSWORD_REFUSED', says: 'the password does not meet the policy of the domain' }],
  [win32.nameTaken, { code: 'AD_NAME_TAKEN', says: 'another object of the domain has the name' }],
  [0x21c8, { code: 'AD_NAME_TAKEN', says: 'another object of the forest has the user principal name' }],
  [0x523, { code: 'AD_VALUE_REFUSED', says: 'the account name has a form that Windows refuses' }],
  [win32.memberMissing, { code: 'AD_OBJECT_MISSING', says: 'the object does not exist' }],
  [win32.linkTargetMissing, { code: 'AD_MANAGER_MISSING', says: "the manager's account does not exist" }],
  [0x2030, { code: 'AD_OBJECT_MISSING', says: 'the object does not exist' }],
  [0x208d, { code: 'AD_OBJECT_MISSING', says: 'the object does not exist' }],
  [win32.parentMissing, { code: 'AD_CONTAINER_MISSING', says: 'the container does not exist' }],
  [0x2098, { code: 'AD_FORBIDDEN', says: 'the service account may not do this' }],
  [0x200a, { code: 'AD_SCHEMA', says: 'the schema does not know an attribute' }],
  [0x57, { code: 'AD_SCHEMA', says: 'the schema does not know an attribute' }],
  [0x2014, { code: 'AD_SCHEMA', says: 'an account cannot have an attribute' }],
  [0x200b, { code: 'AD_VALUE_REFUSED', says: 'a value is too long or of the wrong form' }],
  [0x2082, { code: 'AD_VALUE_REFUSED', says: 'a value is too long or of the wrong form' }],
  [0x200d, { code: 'AD_VALUE_REFUSED', says: 'an attribute takes one value only' }],
  [0x2081, { code: 'AD_VALUE_REFUSED', says: 'an attribute takes one value only' }],
  [win32.noBind, { code: 'AD_UNREACHABLE', says: 'the connection lost its logon', retryable: true }],
  [win32.noBindWindows, { code: 'AD_UNREACHABLE', says: 'the connection lost its logon', retryable: true }],
]);

const busy: Meaning = { code: 'AD_BUSY', says: 'the domain controller is busy', retryable: true };
const refusedValue: Meaning = { code: 'AD_VALUE_REFUSED', says: 'a value is too long or of the wrong form' };
const needsTls: Meaning = {
  code: 'AD_OPERATION_FAILED',
  says: 'the domain controller wants an encrypted connection',
  remedy: 'Use an ldaps:// address in directories.activeDirectory.urls.',
};

const byCode: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [3, busy],
  [4, { code: 'AD_AMBIGUOUS', says: 'more objects match than the domain controller hands out' }],
  [8, needsTls],
  [
    10,
    {
      code: 'AD_OPERATION_FAILED',
      says: 'the domain controller refers to another domain',
      remedy: 'Check directories.activeDirectory.baseDn: it must lie in the domain of the controllers named.',
    },
  ],
  [11, busy],
  [13, needsTls],
  [16, { code: 'AD_SCHEMA', says: 'the schema does not know an attribute' }],
  [17, { code: 'AD_SCHEMA', says: 'the schema does not know an attribute' }],
  [19, refusedValue],
  [20, refusedValue],
  [21, refusedValue],
  [32, { code: 'AD_OBJECT_MISSING', says: 'the object does not exist' }],
  [50, { code: 'AD_FORBIDDEN', says: 'the service account may not do this' }],
  [51, busy],
  [52, busy],
  [65, { code: 'AD_SCHEMA', says: 'an account cannot have an attribute' }],
  [
    66,
    {
      code: 'AD_OPERATION_FAILED',
      says: 'the object has objects below it',
      remedy: 'Remove what stands below the account, e.g. its mobile devices, then retry.',
    },
  ],
  [68, { code: 'AD_OBJECT_EXISTS', says: 'an object of that name exists' }],
]);

/** The answer inside an ldapts error; undefined when the error came from the connection and not from the server. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof ResultCodeError)) return undefined;
  const prefix = /^([0-9A-Fa-f]{8}):/.exec(error.message)?.[1];
  return {
    code: error.code,
    ...(prefix === undefined ? {} : { win32: Number.parseInt(prefix, 16) }),
  };
}

/** Whether the server says that the connection is not logged on: dropped and reopened, or the logon ran out. */
export function lostLogon(refusal: Refusal): boolean {
  return (
    refusal.code === ldapCode.operationsError &&
    (refusal.win32 === win32.noBind || refusal.win32 === win32.noBindWindows)
  );
}

/** `LDAP 19, Win32 0000052D`. */
export function showRefusal(refusal: Refusal): string {
  const hex = refusal.win32?.toString(16).toUpperCase().padStart(8, '0');
  return `LDAP ${refusal.code}${hex === undefined ? '' : `, Win32 ${hex}`}`;
}

/** A refusal as Tenure's error: Win32 code first, LDAP code second (active-directory 6). */
export function refusalError(refusal: Refusal, action: string, place?: string): TenureError {
  const meaning: Meaning = (refusal.win32 === undefined ? undefined : byWin32.get(refusal.win32)) ??
    byCode.get(refusal.code) ?? { code: 'AD_OPERATION_FAILED', says: 'the domain controller refused' };
  return new TenureError(meaning.code, `${action}: ${meaning.says} (${showRefusal(refusal)})`, {
    retryable: meaning.retryable ?? false,
    ...(place === undefined ? {} : { place }),
    ...(meaning.remedy === undefined ? {} : { remedy: meaning.remedy }),
  });
}

/** What `data xxx` of a failed bind means (active-directory 6). */
const bindData: ReadonlyMap<string, string> = new Map([
  ['52e', 'the user name or password is wrong'],
  ['530', 'the service account may not log on at this hour'],
  ['531', 'the service account may not log on from this machine'],
  ['532', 'the password of the service account has expired'],
  ['533', 'the service account is disabled'],
  ['701', 'the service account has expired'],
  ['773', 'the service account must change its password'],
  ['775', 'the service account is locked out'],
]);

/** A failed bind. Never retried: repeated attempts lock the account. */
export function bindError(host: string, error: ResultCodeError): TenureError {
  const refusal = refusalOf(error) ?? { code: error.code };
  if (error.code !== 49) return refusalError(refusal, `logon at ${host}`, host);
  const data = /\bdata ([0-9a-f]+)/i.exec(error.message)?.[1]?.toLowerCase() ?? '52e';
  return new TenureError('AD_UNAUTHORIZED', `${host}: ${bindData.get(data) ?? `logon refused (${data})`}`, {
    place: host,
  });
}

const certificateProblems: ReadonlyMap<string, string> = new Map([
  ['CERT_HAS_EXPIRED', 'has expired'],
  ['CERT_NOT_YET_VALID', 'is not valid yet: check the clocks'],
  ['CERT_REVOKED', 'was revoked'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'was issued by an authority that is not trusted here'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'was issued by an authority that is not trusted here'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'was issued by an authority that is not trusted here'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'was issued by an authority that is not trusted here'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'is self-signed and not trusted here'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'is for another host name'],
]);

const certificateRemedies: ReadonlyMap<string, string> = new Map([
  ['CERT_HAS_EXPIRED', 'Renew the certificate of the domain controller.'],
  [
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'Use a host name in directories.activeDirectory.urls that the certificate names, or have one issued that does.',
  ],
]);

const connectionProblems: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'nothing listens there'],
  ['ENOTFOUND', 'the host name is unknown'],
  ['EAI_AGAIN', 'the name server does not answer'],
  ['ETIMEDOUT', 'no answer in time'],
  ['EHOSTUNREACH', 'the host cannot be reached'],
  ['ENETUNREACH', 'the network cannot be reached'],
  ['ECONNRESET', 'the connection was closed'],
  ['EPROTO', 'the answer is not TLS'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'the answer is not TLS'],
]);

function nodeCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** A connection that could not be opened: certificate or network. */
export function connectError(host: string, error: unknown): TenureError {
  const code = nodeCode(error);
  const certificate = code === undefined ? undefined : certificateProblems.get(code);
  if (code !== undefined && certificate !== undefined) {
    const remedy = certificateRemedies.get(code);
    return new TenureError('AD_CERTIFICATE_INVALID', `the certificate of ${host} ${certificate}`, {
      place: host,
      ...(remedy === undefined ? {} : { remedy }),
    });
  }
  const known = code === undefined ? undefined : connectionProblems.get(code);
  const why = known ?? (code === undefined ? 'no answer in time, or the connection was closed' : code);
  return new TenureError('AD_UNREACHABLE', `${host}: ${why}`, { place: host, retryable: true });
}

/** A connection that went away, or a request that ran out of time. */
export function lostConnection(action: string): TenureError {
  return new TenureError('AD_UNREACHABLE', `${action}: the connection was lost or timed out`, {
    retryable: true,
  });
}
