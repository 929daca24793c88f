/** Field names whose values never reach a log line, whatever they hold; compared without case and punctuation. */
const secretNames = [
  'password',
  'passphrase',
  'secret',
  'token',
  'authorization',
  'apikey',
  'unicodepwd',
  'encryptionkey',
];

/** Field names of personal data: the person key is the only handle on a person that logs may carry. */
const personalNames = new Set([
  'firstname',
  'lastname',
  'middlename',
  'preferredname',
  'formername',
  'displayname',
  'givenname',
  'sn',
  'cn',
  'commonname',
  'mail',
  'email',
  'emailaddress',
  'personalemail',
  'userprincipalname',
  'samaccountname',
  'proxyaddresses',
  'phone',
  'homephone',
  'workphone',
  'address',
  'ssn',
  'nationalid',
  'dateofbirth',
  'attributes',
  'record',
  'dn',
]);

const mailAddress = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu;
const deepest = 6;

/**
 * The one redactor: every log line goes through it. Secrets and personal data become `[redacted]`, mail
 * addresses inside texts too; errors keep name, code, message and stack.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.replace(mailAddress, '[redacted]');
  if (value === null || typeof value !== 'object') return value;
  if (depth >= deepest) return '[deep]';
  if (isError(value)) return redactError(value, depth);
  if (value instanceof Date) return value.toISOString();
  if (ArrayBuffer.isView(value)) return '[bytes]';
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      isPrivate(name) ? '[redacted]' : redact(member, depth + 1),
    ]),
  );
}

/** {@link redact} for the fields of a log line. */
export function redactFacts(facts: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, isPrivate(name) ? '[redacted]' : redact(value, 1)]),
  );
}

/** Also of another realm, where `instanceof` says no. */
function isError(value: object): value is Error {
  return value instanceof Error || ('stack' in value && 'message' in value);
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  const code: unknown = 'code' in error ? error.code : undefined;
  return {
    type: error.name,
    message: redact(error.message),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(error.stack === undefined ? {} : { stack: redact(error.stack) }),
    ...(error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) }),
  };
}

function isPrivate(name: string): boolean {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return personalNames.has(plain) || secretNames.some((secret) => plain.includes(secret));
}
