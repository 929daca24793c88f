import { createActiveDirectory } from '../../../src/connectors/active-directory/index.ts';
import type { DirectoryPort } from '../../../src/contracts/ports.ts';
import { startFakeLdap, type FakeLdap } from '../../support/directory-fake-ldap.ts';
import { refusal } from '../../support/directory-lab.ts';
import { expiredCertificate, testKey, validCertificate } from '../ukg/certificates.ts';

const person = '00000001-abab-abab-abab-abababababab';
const nothing = { containers: [], securityGroups: [], distributionLists: [], attributes: [] };

let server: FakeLdap | undefined;
let directory: DirectoryPort | undefined;

afterEach(async () => {
  await directory?.close();
  await server?.close();
});

async function directoryWith(
  certificate: string,
  ca: string | undefined,
  host = '127.0.0.1',
): Promise<DirectoryPort> {
  server = await startFakeLdap(() => undefined, { host, tls: { key: testKey, cert: certificate } });
  directory = createActiveDirectory({
    urls: [server.url],
    baseDn: 'DC=ad,DC=example,DC=test',
    username: 'tenure@ad.example.test',
    password: 'service-secret',
    attributes: [],
    joinAttributes: [],
    ...(ca === undefined ? {} : { ca }),
  });
  return directory;
}

const cases = [
  {
    what: 'an expired certificate',
    certificate: expiredCertificate,
    ca: expiredCertificate,
    says: 'has expired',
  },
  { what: 'an unknown issuer', certificate: validCertificate, ca: undefined, says: 'not trusted' },
  {
    what: 'another host name',
    certificate: validCertificate,
    ca: validCertificate,
    host: '127.0.0.2',
    says: 'another host name',
  },
];

it.each(cases)('$what stops the connection before the logon', async ({ certificate, ca, host, says }) => {
  const error = await refusal((await directoryWith(certificate, ca, host)).read(person));

  expect(error).toMatchObject({ code: 'AD_CERTIFICATE_INVALID', retryable: false });
  expect(error.message).toContain(says);
  expect(error.message).toContain(String(server?.port));
  expect(server?.requests).toEqual([]);
});

it.each(cases)('the check names $what and says what to do', async ({ certificate, ca, host, says }) => {
  const findings = await (await directoryWith(certificate, ca, host)).check(nothing);

  expect(findings).toEqual([
    expect.objectContaining({ ok: false, severity: 'error', message: expect.stringContaining(says) }),
  ]);
  expect(findings[0]?.remedy).toEqual(expect.stringMatching(/certificate/i));
});

it('a good certificate lets the logon through', async () => {
  const good = await directoryWith(validCertificate, validCertificate);

  expect(await good.read(person)).toBeUndefined();
  expect(server?.requests.map(({ operation }) => operation)).toEqual(['bind', 'search']);
});

it('a server without TLS is named as such', async () => {
  const plain = await startFakeLdap(() => 'drop');
  server = plain;
  directory = createActiveDirectory({
    urls: [plain.url.replace('ldap:', 'ldaps:')],
    baseDn: 'DC=ad,DC=example,DC=test',
    username: 'tenure@ad.example.test',
    password: 'service-secret',
    attributes: [],
    connectTimeoutMs: 300,
  });
  expect(await refusal(directory.read(person))).toMatchObject({ code: 'AD_UNREACHABLE' });
});
