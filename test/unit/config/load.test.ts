import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { loadConfiguration } from '../../../src/config/index.ts';
import { directoryQueue } from '../../../src/contracts/ids.ts';
import { load } from './support.ts';

const examples = join(__dirname, '..', '..', 'support', 'examples');
const environment = {
  UKG_PASSWORD: 'ukg-secret',
  UKG_CUSTOMER_API_KEY: 'customer-secret',
  UKG_USER_API_KEY: 'user-secret',
  AD_PASSWORD: 'ad-secret',
  SMTP_URL: 'smtps://mailer:mail-secret@mail.corp.example:465',
};
const record = {
  firstName: 'Ana',
  lastName: 'Silva',
  preferredName: null,
  employeeNumber: '000042',
  department: 'Sales',
  country: 'USA',
};

function example() {
  return loadConfiguration(join(examples, 'tenure.yaml'), { environment });
}

describe('the example configuration', () => {
  it('has at most 80 lines', () => {
    expect(readFileSync(join(examples, 'tenure.yaml'), 'utf8').split('\n').length).toBeLessThanOrEqual(80);
  });

  it('becomes a policy whose formulas answer', async () => {
    const { policy } = await example();
    const input = { values: record, today: '2026-03-01' };
    const [rule] = policy.securityGroups.rules;
    expect(rule?.when.evaluate(input)).toBe(true);
    expect(rule?.use).toEqual(['US Sales', 'E3']);
    expect(policy.profile.names.candidates.map(({ formula }) => formula.evaluate(input))).toEqual([
      'ASilva',
      'Ana.Silva',
    ]);
    expect(policy.profile.manager?.formula.uses).toEqual(['supervisorKey']);
    expect(policy.organizationalUnits).toMatchObject({
      default: 'OU=Staff,DC=corp,DC=example',
      rules: [
        { priority: 1, use: 'OU=Sales,DC=corp,DC=example', place: { path: 'organizationalUnits.rules[0]' } },
      ],
    });
  });

  it('carries the decisions of every section', async () => {
    const { policy, schedule, extract } = await example();
    expect(policy.lifecycle).toMatchObject({
      hire: { createDaysAhead: { default: 7, rules: [{ use: 1 }] }, createAt: { default: '06:00' } },
      leave: { suspension: { account: 'disable', organizationalUnit: 'OU=Suspended,DC=corp,DC=example' } },
      termination: {
        at: { default: '18:00' },
        deleteAfterDays: 90,
        groups: 'removeAll',
        distributionLists: 'removeManaged',
      },
      supervised: ['termination', 'rehire'],
      remindEveryMs: 4 * 3_600_000,
      remindTo: ['it@corp.example'],
    });
    expect(policy.guards).toEqual({
      feed: { failOnEmpty: true, minimumRowsShare: 0.9 },
      perRun: {
        terminations: { count: 10, share: 0.02 },
        creations: { count: 50, share: 0.1 },
        moves: { share: 0.2 },
      },
    });
    expect(policy.employmentStatus.statuses['leave.suspension']).toEqual(['S']);
    expect(schedule).toEqual({ kind: 'every', everyMs: 3_600_000 });
    expect(extract).toEqual({ mode: 'full' });
  });

  it('reads template bodies beside the file', async () => {
    const { policy } = await example();
    const [template] = policy.notifications?.templates ?? [];
    expect(template?.body).toBe(readFileSync(join(examples, 'mail', 'welcome.liquid'), 'utf8'));
    expect(template?.html).toBe(false);
    expect(template?.to).toMatchObject([{ kind: 'formula', formula: { uses: ['manager.mail'] } }]);
  });

  it('resolves secrets, and shows them nowhere', async () => {
    const configuration = await example();
    expect(configuration.connections.ukg.password.reveal()).toBe('ukg-secret');
    expect(configuration.connections.smtp?.url.reveal()).toBe(environment.SMTP_URL);
    const visible = [
      JSON.stringify(configuration.redacted()),
      JSON.stringify(configuration.connections),
      inspect(configuration.connections, { depth: 10 }),
      String(configuration.connections.activeDirectory.password),
    ].join('\n');
    expect(visible).toContain('[secret]');
    for (const secret of ['ukg-secret', 'customer-secret', 'user-secret', 'ad-secret', 'mail-secret']) {
      expect(visible).not.toContain(secret);
    }
  });

  it('knows the place of every value', async () => {
    const { places } = await example();
    expect(places.get('organizationalUnits.default')).toMatchObject({ line: 56, column: 12 });
    expect(places.get('securityGroups.rules[0].use[1]')?.path).toBe('securityGroups.rules[0].use[1]');
  });
});

describe('a file that cannot be read', () => {
  it('is named with the reason', async () => {
    const missing = loadConfiguration('/nowhere/tenure.yaml', { environment });
    await expect(missing).rejects.toThrow('The configuration file /nowhere/tenure.yaml does not exist.');
    await expect(missing).rejects.toHaveProperty('code', 'CONFIG_UNREADABLE');
  });
});

describe('defaults', () => {
  it('fill every section that may be left out', () => {
    const { policy, connections, workers } = load({
      hrData: '',
      lifecycle: '',
      employmentStatus: '',
      guards: '',
    });
    expect(policy.environment).toBe('production');
    expect(policy.join).toEqual({ attribute: 'employeeID' });
    expect(policy.lifecycle.hire).toMatchObject({
      createDaysAhead: { default: 7, rules: [] },
      password: { kind: 'passphrase', words: 4 },
      accountControl: { enabled: 'onStartDate', mustChangePassword: true },
    });
    expect(policy.lifecycle.termination.deleteAfterDays).toBeUndefined();
    expect(policy.employmentStatus).toMatchObject({
      mode: 'dates',
      startDate: 'startDate',
      lastDay: 'lastDay',
    });
    expect(policy.queues).toEqual({});
    expect(connections.temporal).toMatchObject({ address: '127.0.0.1:7233', namespace: 'default' });
    expect(connections.ukg).toMatchObject({ name: 'UKG Pro', pageSize: 1000, timeoutMs: 90_000 });
    expect(workers).toEqual({});
  });

  it('give an attribute that is declared the place of the standard one of the same name', () => {
    const { policy } = load({
      hrData:
        'hrData: { attributes: { STATUS: { from: employment.x }, salary: { from: [person.a, employment.b], type: number } } }',
    });
    const named = policy.attributes.filter(({ name }) => /^(?:status|salary)$/iu.test(name));
    expect(named).toEqual([
      { name: 'STATUS', from: ['employment.x'], type: 'text' },
      { name: 'salary', from: ['person.a', 'employment.b'], type: 'number' },
    ]);
    expect(policy.employmentStatus.status).toBe('STATUS');
  });
});

describe('values that YAML would take for something else', () => {
  it('are taken as they were written wherever text is wanted', () => {
    const { policy } = load({
      employmentStatus:
        'employmentStatus: { statuses: { active: [007, TRUE, 1.50], terminated: [NO, 2026-01-01] } }',
      tables: 'tables: { zone: { 01: 0x1F, yes: on } }',
      profile: `profile:
  employeeID: =employeeNumber
  givenName: =firstName
  sn: =lastName
  info: =LOOKUP("zone", "01")
  pager: 0123
  names: { candidates: [=lastName], suffix: "@corp.example" }`,
    });
    expect(policy.employmentStatus.statuses).toEqual({
      active: ['007', 'TRUE', '1.50'],
      terminated: ['NO', '2026-01-01'],
    });
    const byName = new Map(policy.profile.attributes.map((line) => [line.attribute, line.value]));
    expect(byName.get('pager')).toEqual({ kind: 'literal', text: '0123' });
    const info = byName.get('info');
    expect(info?.kind === 'formula' && info.formula.evaluate({ values: {}, today: '2026-01-01' })).toBe(
      '0x1F',
    );
  });
});

function profile(lines: string): string {
  return `profile:\n  employeeID: =employeeNumber\n${lines}\n  names: { candidates: [=givenName & sn], suffix: "@corp.example" }`;
}

describe('the profile map', () => {
  it('is ordered so that each line stands behind those it refers to', () => {
    const { policy } = load({
      profile: profile(
        '  displayName: =cn & "!"\n  cn: =givenName & " " & sn\n  givenName: =firstName\n  sn: =lastName',
      ),
    });
    expect(policy.profile.attributes.map(({ attribute }) => attribute)).toEqual([
      'employeeID',
      'givenName',
      'sn',
      'cn',
      'displayName',
    ]);
  });

  it('lets an HR attribute win over a line of the same name', () => {
    const { policy } = load({
      profile: profile('  company: ="ACME"\n  info: =company\n  givenName: =firstName\n  sn: =lastName'),
    });
    const info = policy.profile.attributes.find(({ attribute }) => attribute === 'info');
    expect(
      info?.value.kind === 'formula' &&
        info.value.formula.evaluate({ values: { company: 'HR' }, today: '2026-01-01' }),
    ).toBe('HR');
  });

  it('does not take text in a formula for a reference', () => {
    const { policy } = load({
      profile: profile('  givenName: ="sn" & firstName\n  sn: ="givenName" & lastName'),
    });
    expect(policy.profile.attributes).toHaveLength(3);
  });

  it('spells well-known attributes as the schema of the directory does', () => {
    const { policy } = load({
      profile: profile('  GIVENNAME: =firstName\n  SN: =lastName\n  samaccountname: =lastName'),
    });
    expect(policy.profile.attributes.map(({ attribute }) => attribute)).toEqual([
      'employeeID',
      'givenName',
      'sn',
      'sAMAccountName',
    ]);
  });
});

describe('rules of organizational units', () => {
  it('come out in the order of their priorities', () => {
    const { policy } = load({
      organizationalUnits: `organizationalUnits:
  default: OU=Staff,DC=corp,DC=example
  rules:
    - { priority: 20, when: country = "USA", use: "OU=B,DC=corp,DC=example" }
    - { priority: 3, when: country = "IND", use: "OU=A,DC=corp,DC=example" }`,
    });
    expect(policy.organizationalUnits.rules.map(({ priority }) => priority)).toEqual([3, 20]);
    expect(policy.organizationalUnits.rules[0]?.place.line).toBe(5);
  });
});

describe('separate workers', () => {
  it('get the queue that the contracts name, and a limit', () => {
    const { policy, workers } = load({
      workers: 'workers: { activeDirectory: { maxPerSecond: 20 }, notifications: { queue: shared } }',
    });
    expect(workers).toEqual({
      activeDirectory: { queue: directoryQueue('acme', 'activeDirectory'), maxPerSecond: 20 },
    });
    expect(policy.queues).toEqual({ activeDirectory: directoryQueue('acme', 'activeDirectory') });
  });
});

describe('the schedule', () => {
  it('takes clock times and weekdays, in the default zone', () => {
    const { schedule } = load({
      timeZone: 'timeZone: { default: Asia/Kolkata, rules: [] }',
      hrData: 'hrData: { schedule: { at: ["06:00", "18:00"], weekdays: [mon, fri] } }',
    });
    expect(schedule).toEqual({
      kind: 'weekly',
      at: ['06:00', '18:00'],
      weekdays: ['mon', 'fri'],
      timeZone: 'Asia/Kolkata',
    });
  });

  it('reads everybody once a week when the others are deltas', () => {
    expect(load({ hrData: 'hrData: { extract: delta }' }).extract).toEqual({
      mode: 'delta',
      fullSyncEveryMs: 604_800_000,
    });
  });
});

describe('the address of Temporal', () => {
  it('comes from the environment when that is set, whatever the file refers to', () => {
    const text = 'temporal: { address: env:NOT_SET, keyFile: keys }';
    expect(
      load({ temporal: text }, { SECRET: 'x', TEMPORAL_ADDRESS: 'temporal:7233' }).connections.temporal
        .address,
    ).toBe('temporal:7233');
  });
});
