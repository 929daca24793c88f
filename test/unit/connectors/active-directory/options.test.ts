import type * as NodeUtil from 'node:util';
import {
  settingsFrom,
  type ActiveDirectoryOptions,
} from '../../../../src/connectors/active-directory/options.ts';

const options: ActiveDirectoryOptions = {
  urls: ['ldaps://dc1.corp.example:636'],
  baseDn: 'DC=corp,DC=example',
  username: 'tenure@corp.example',
  password: 'secret',
  attributes: [],
};

it.each([
  ['ldap://dc1.corp.example', 'not encrypted'],
  ['http://dc1.corp.example', 'not encrypted'],
  ['dc1.corp.example', 'not an address'],
])('the address %s is refused', (url, says) => {
  expect(() => settingsFrom({ ...options, urls: [url] })).toThrow(says);
});

it.each(['ldap://127.0.0.1:389', 'ldap://localhost', 'ldap://[::1]:389', 'ldaps://dc1.corp.example'])(
  'the address %s is taken',
  (url) => {
    expect(settingsFrom({ ...options, urls: [url] }).urls).toEqual([url]);
  },
);

it('a host that only looks like loopback is not taken for it', () => {
  expect(() => settingsFrom({ ...options, urls: ['ldap://127.0.0.1.evil.example'] })).toThrow(
    'not encrypted',
  );
});

it.each([
  [{ urls: [] }, 'urls is empty'],
  [{ baseDn: 'corp.example' }, 'not a distinguished name'],
])('%j is refused', (override, says) => {
  expect(() => settingsFrom({ ...options, ...override })).toThrow(says);
});

it('nothing is done while the request log of the LDAP library, which shows passwords, is switched on', async () => {
  jest.doMock('node:util', () => ({
    ...jest.requireActual<typeof NodeUtil>('node:util'),
    debuglog: (section: string) => ({ enabled: section === 'ldapts' }),
  }));
  await jest.isolateModulesAsync(async () => {
    const fresh = await import('../../../../src/connectors/active-directory/options.ts');
    expect(() => fresh.settingsFrom(options)).toThrow('NODE_DEBUG');
  });
});
