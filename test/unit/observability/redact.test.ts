import { Writable } from 'node:stream';
import { createLogger } from '../../../src/observability/index.ts';

function logged(write: (logger: ReturnType<typeof createLogger>) => void): string {
  let text = '';
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString('utf8');
      done();
    },
  });
  write(createLogger({ level: 'trace', destination }));
  return text;
}

describe('a log line', () => {
  it.each([
    'password',
    'newPassword',
    'unicodePwd',
    'api_key',
    'userApiKey',
    'Authorization',
    'encryption-keys',
    'secretAccess',
    'firstName',
    'lastName',
    'displayName',
    'mail',
    'proxyAddresses',
    'sAMAccountName',
    'dateOfBirth',
    'ssn',
    'nationalId',
    'dn',
    'record',
    'attributes',
  ])('shows nothing of a field named %s, at any depth', (name) => {
    const text = logged((logger) => {
      logger.info({ [name]: 'Žižka-123' }, 'Something happened');
      logger.info({ deep: { er: [{ [name]: { inner: 'Žižka-123' } }] } }, 'Something happened');
    });
    expect(text).not.toContain('Žižka');
    expect(text).toContain('[redacted]');
  });

  it('shows no mail address inside a text, and keeps the rest', () => {
    const text = logged((logger) =>
      logger.warn({ why: 'no mailbox for jan.žižka+x@corp.example today' }, 'Mail did not go out'),
    );
    expect(text).not.toContain('corp.example');
    expect(text).toContain('no mailbox for [redacted] today');
  });

  it('keeps what a human needs: person key, codes, counts, times', () => {
    const facts = { personKey: 'P1', code: 'AD_BUSY', attempt: 3, at: new Date(0), done: false };
    const text = logged((logger) => logger.info(facts, 'Told'));
    expect(JSON.parse(text)).toMatchObject({
      personKey: 'P1',
      code: 'AD_BUSY',
      attempt: 3,
      at: '1970-01-01T00:00:00.000Z',
      done: false,
      msg: 'Told',
      level: 'info',
    });
  });

  it('shows errors with code and causes, without addresses in their messages', () => {
    const cause = Object.assign(new Error('550 a@b.example unknown'), { code: 'EENVELOPE' });
    const text = logged((logger) => logger.error({ err: new Error('refused', { cause }) }, 'Failed'));
    expect(text).toContain('EENVELOPE');
    expect(text).toContain('refused');
    expect(text).not.toContain('b.example');
  });

  it('survives what refers to itself, what is very deep, and bytes', () => {
    const ring: Record<string, unknown> = { bytes: Buffer.from('Žižka') };
    ring['self'] = ring;
    const text = logged((logger) => logger.info({ ring }, 'Told'));
    expect(text).toContain('[deep]');
    expect(text).toContain('[bytes]');
  });
});
