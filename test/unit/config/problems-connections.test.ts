import { checkErrors, configurationText, mailWith, refusal, shown, warnings } from './support.ts';

function ukgWith(line: string): string {
  return `ukg:\n  baseUrl: https://service5.ultipro.com\n  username: x\n  password: env:SECRET\n  ${line}`;
}

function adWith(line: string): string {
  return `directories:\n  activeDirectory:\n    baseDn: DC=corp,DC=example\n    username: x\n    password: env:SECRET\n    ${line}`;
}

describe('connections and secrets', () => {
  checkErrors([
    {
      what: 'a connection without a key',
      sections: { ukg: ukgWith('name: UKG') },
      expected: ['1:1 ukg has no API key'],
    },
    {
      what: 'a secret in the file',
      sections: { ukg: ukgWith('customerApiKey: ABCDE') },
      expected: ['5:19 ukg.customerApiKey: a secret must not stand in this file'],
    },
    {
      what: 'a secret that looks like a number',
      sections: { ukg: ukgWith('customerApiKey: 01234') },
      expected: ['5:19 ukg.customerApiKey: a secret must not stand in this file'],
    },
    {
      what: 'a variable that is not set',
      sections: { ukg: ukgWith('customerApiKey: env:NOT_SET') },
      expected: ['5:19 ukg.customerApiKey: the environment variable NOT_SET is not set'],
    },
    {
      what: 'a secret file that does not exist',
      sections: { ukg: ukgWith('customerApiKey: file:/nowhere/key') },
      expected: ['5:19 ukg.customerApiKey: the file /nowhere/key does not exist'],
    },
    {
      what: 'plain HTTP',
      sections: {
        ukg: 'ukg: { baseUrl: "http://service5.ultipro.com", username: x, password: env:SECRET, userApiKey: env:SECRET }',
      },
      expected: ['1:17 ukg.baseUrl must begin with https://'],
    },
    {
      what: 'something that is no address',
      sections: {
        ukg: 'ukg: { baseUrl: service5, username: x, password: env:SECRET, userApiKey: env:SECRET }',
      },
      expected: ['1:17 ukg.baseUrl is no web address'],
    },
    {
      what: 'plain LDAP',
      sections: { directories: adWith('urls: ["ldap://dc1.corp.example"]') },
      expected: [
        '6:12 directories.activeDirectory.urls[0]: plain LDAP is only allowed to this machine itself',
      ],
    },
    {
      what: 'a certificate file that does not exist',
      sections: { directories: adWith('urls: ["ldaps://dc1"]\n    caFile: /nowhere/ca.pem') },
      expected: ['7:13 the file /nowhere/ca.pem does not exist'],
    },
    {
      what: 'a certificate file that is none',
      sections: { directories: adWith(`urls: ["ldaps://dc1"]\n    caFile: ${JSON.stringify(__filename)}`) },
      expected: [expect.stringContaining('holds no certificate in PEM form')],
    },
    {
      what: 'an address of Temporal without a port',
      sections: { temporal: 'temporal: { address: localhost, keyFile: keys }' },
      expected: ['1:22 temporal.address must be host:port'],
    },
    {
      what: 'a key that is none',
      sections: { temporal: 'temporal: { encryptionKeys: [{ id: a, key: env:SECRET }] }' },
      expected: ['1:44 the key "a" is not 32 bytes in base64'],
    },
    {
      what: 'two sources of keys',
      sections: { temporal: 'temporal: { keyFile: x, encryptionKeys: [{ id: a, key: env:SECRET }] }' },
      expected: [
        '1:22 encryptionKeys and keyFile exclude each other',
        '1:56 the key "a" is not 32 bytes in base64',
      ],
    },
    {
      what: 'half a client certificate',
      sections: { temporal: 'temporal: { keyFile: x, tls: { certificateFile: /nowhere/c } }' },
      expected: [
        '1:25 certificateFile and keyFile belong together',
        '1:49 the file /nowhere/c does not exist',
      ],
    },
  ]);

  it('allows plain connections to this machine', () => {
    expect(warnings({ directories: adWith('urls: ["ldap://127.0.0.1:389"]') })).toEqual([]);
    expect(
      warnings({
        ukg: 'ukg: { baseUrl: "http://localhost:8080", username: x, password: env:SECRET, userApiKey: env:SECRET }',
      }),
    ).toEqual([]);
  });

  it('tells a shell without variables from a wrong file', () => {
    expect(refusal(configurationText(), {})).toHaveProperty('code', 'CONFIG_SECRET_MISSING');
    expect(refusal(configurationText({ other: 'x: 1' }), {})).toHaveProperty('code', 'CONFIG_INVALID');
  });

  it('never repeats a secret that somebody wrote into the file', () => {
    const output = [
      shown({ ukg: ukgWith('customerApiKey: Geheim01, {') }),
      shown({ ukg: ukgWith('"userApiKey" : Geheim01') }),
      shown({
        notifications: 'notifications: { from: it@corp.example, smtp: { url: "smtp://u:Geheim01@mail:25" } }',
      }),
      String(refusal(configurationText({ ukg: ukgWith('customerApiKey: Geheim01') }))),
    ].join('\n');
    expect(output).not.toContain('Geheim01');
    expect(output).toContain('a password must not stand in this file');
  });
});

describe('mail', () => {
  checkErrors([
    {
      what: 'a mail without a recipient',
      sections: { notifications: mailWith('{ name: a, on: [onboarding], subject: s, body: b }') },
      expected: ['5:7 the mail "a" has no recipient'],
    },
    {
      what: 'a recipient that is no address',
      sections: {
        notifications: mailWith(
          '{ name: a, on: [onboarding], to: [it@corp.example, manager.mail], subject: s, body: b }',
        ),
      },
      expected: ['5:58 "manager.mail" is no mail address'],
    },
    {
      what: 'an unknown attribute of the account',
      sections: {
        notifications: mailWith('{ name: a, on: [onboarding], to: =account.mial, subject: s, body: b }'),
      },
      expected: ['5:41 unknown attribute account.mial'],
    },
    {
      what: 'a name that is taken',
      sections: {
        notifications: `${mailWith('{ name: a, on: [onboarding], notifyManager: true, subject: s, body: b }')}\n    - { name: A, on: [onboarding], notifyManager: true, subject: s, body: b }`,
      },
      expected: ['6:15 there is already a template "A"'],
    },
    {
      what: 'a template file that does not exist',
      sections: {
        notifications: mailWith(
          '{ name: a, on: [onboarding], notifyManager: true, subject: s, body: /nowhere/a.liquid }',
        ),
      },
      expected: ['5:75 the file /nowhere/a.liquid does not exist'],
    },
    {
      what: 'an unknown name in a subject',
      sections: {
        notifications: mailWith(
          '{ name: a, on: [onboarding], notifyManager: true, subject: "x {{ person.fristName }}", body: b }',
        ),
      },
      expected: ['5:72 there is no HR attribute "fristName"'],
    },
    {
      what: 'a filter that does not exist, inside a block',
      sections: {
        notifications: mailWith(
          'name: a\n      on: [onboarding]\n      notifyManager: true\n      subject: s\n      body: |\n        Hello,\n        {{ person.firstName | upcaze }}',
        ),
      },
      expected: ['11:9 the template cannot be read: undefined filter: upcaze'],
    },
    {
      what: 'a template that takes in files',
      sections: {
        notifications: mailWith(
          `{ name: a, on: [onboarding], notifyManager: true, subject: s, body: "{% include 'package.json' %}" }`,
        ),
      },
      expected: ['5:76 a template cannot take in other files'],
    },
    {
      what: 'a mail server that is none',
      sections: {
        notifications: 'notifications: { from: it@corp.example, smtp: { url: mail.corp.example } }',
      },
      expected: ['1:54 notifications.smtp.url is no mail server address'],
    },
    {
      what: 'a sender that is none',
      sections: { notifications: 'notifications: { from: it, smtp: { url: "smtp://mail:25" } }' },
      expected: ['1:24 "it" is no mail address'],
    },
  ]);

  it('warns of a password that is not set then', () => {
    expect(
      warnings({
        notifications: mailWith(
          '{ name: a, on: [onboarding, termination], notifyManager: true, subject: s, body: "{{ password }}" }',
        ),
      }),
    ).toEqual(['5:35 termination sets no initial password, so this mail would have an empty one']);
  });
});
