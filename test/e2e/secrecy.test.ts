import { Writable } from 'node:stream';
import { openStage } from '../support/story.ts';
import { historyKeys } from '../replay/key.ts';
import type { Company } from '../support/company.ts';
import type { Stage } from '../support/story.ts';

/** Nobody is called like this, and no code, name of a field or word of a message contains it. */
const secrets = {
  firstName: 'Quirinöxa',
  preferredName: 'Zyxwette',
  lastName: "O'Vurlimpf",
  renamed: 'Krzywoń-Blørgh',
  jobTitle: 'Grumblewright',
  nationalId: '976-54-3219',
  reason: 'caught with the Florbengewicht',
} as const;

const lifecycle = `
lifecycle:
  hire:
    password: { kind: generated, length: 24 }
    accountControl: { enabled: onStartDate, mustChangePassword: true }
  change: { groups: managed }
  leave: { medical: { account: keep }, suspension: { account: disable } }
  termination: { groups: removeAll, distributionLists: removeAll, resetPassword: true, deleteAfter: P90D }
  supervised: { events: [profileChange], remind: 4h, remindTo: [boss@corp.example] }`;

const notifications = `
notifications:
  from: it@corp.example
  smtp: { url: env:SMTP_URL }
  templates:
    - name: password
      on: [onboarding, rehire]
      to: it@corp.example
      subject: "{{ account.displayName }}"
      body: "{{ password }}"
    - name: goodbye
      on: [termination]
      to: it@corp.example
      subject: "{{ account.displayName }} has left"
      body: "{{ account.userPrincipalName }}"`;

/** Every execution of the organization, earlier runs included. */
async function executions(company: Company): Promise<readonly { workflowId: string; runId: string }[]> {
  const { client } = company.connection;
  const found: { workflowId: string; runId: string }[] = [];
  for (const id of ['employee', 'hr-sync']) {
    const query = `WorkflowId STARTS_WITH "${id}/${company.organization}"`;
    for await (const { workflowId, runId } of client.workflow.list({ query }))
      found.push({ workflowId, runId });
  }
  return found;
}

/** Every text in a value: strings, names of fields, and bytes, also where they are base64. */
function* texts(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    yield value;
    yield Buffer.from(value, 'base64').toString('utf8');
  } else if (value instanceof Uint8Array) {
    yield Buffer.from(value).toString('utf8');
    yield Buffer.from(value).toString('latin1');
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      yield name;
      yield* texts(member);
    }
  }
}

/** Joins, changes, is refused, goes on leave, fails in several ways, leaves, and comes back. */
async function live({ company, ...told }: Stage): Promise<void> {
  const { firstName, preferredName, lastName, jobTitle, nationalId } = secrets;
  const attributes = { firstName, preferredName, lastName, jobTitle, nationalId };
  company.directory.fail({ on: 'addToGroups', fault: 'busy' });
  const key = await told.worker(attributes);
  company.directory.fail({ on: 'updateProfile', fault: 'refused' });
  await told.change(key, { lastName: secrets.renamed });
  await company.handle(key).executeUpdate('decide', { args: [{ answer: 'approve', actor: 'ada' }] });
  await company.quiet();
  // Refused by the directory: the answer is in the failure, and in the log.
  await company.handle(key).executeUpdate('decide', { args: [{ answer: 'retry', actor: 'ada' }] });
  await company.quiet();
  await told.change(key, { status: 'S' });
  await told.change(key, { status: 'A' });
  const stuck = await told.worker({ ...attributes, employeeNumber: null });
  await told.change(stuck, { status: 'X9' });
  await company
    .handle(key)
    .executeUpdate('terminateNow', { args: [{ actor: 'ada', reason: secrets.reason }] });
  await company.quiet();
  await told.change(key, { status: 'T', lastDay: told.day(0) });
  await told.change(key, { startDate: told.day(3), lastDay: null, status: 'A' });
  await told.after(told.day(3), '08:00');
  company.dependencies.logger.info({ record: company.hr.get(key) }, 'A record that should not be here');
}

describe('what Tenure knows of people', () => {
  let stage: Stage;
  let log = '';
  let histories: readonly string[] = [];
  let decoded = '';
  let passwords: readonly string[] = [];

  beforeAll(async () => {
    const destination = new Writable({
      write(chunk: Buffer, _encoding, done) {
        log += chunk.toString('utf8');
        done();
      },
    });
    stage = await openStage({ keys: historyKeys, log: destination, sections: { lifecycle, notifications } });
    await live(stage);
    passwords = stage.company.mails.flatMap(({ text = '' }) => (/^\S{24}$/.test(text) ? [text] : []));
    const { client, dataConverter } = stage.company.connection;
    const collected: string[] = [];
    for (const { workflowId, runId } of await executions(stage.company)) {
      const handle = client.workflow.getHandle(workflowId, runId);
      const history = await handle.fetchHistory();
      const { raw } = await handle.describe();
      collected.push([...texts(history), ...texts(raw)].join('\n'));
      const payloads = (history.events ?? []).flatMap(
        (event) => event.activityTaskScheduledEventAttributes?.input?.payloads ?? [],
      );
      for (const codec of dataConverter.payloadCodecs ?? []) {
        const plain = await codec.decode(payloads);
        decoded += plain.map(({ data }) => Buffer.from(data ?? []).toString('utf8')).join('\n');
      }
    }
    histories = collected;
  }, 90_000);

  afterAll(async () => stage.close());

  const forbidden = (): readonly string[] => [
    ...Object.values(secrets),
    ...passwords,
    // Parts of what is made of them.
    'Vurlimpf',
    'vurlimpf',
    'Blørgh',
    'blorgh',
    'corp.example',
    'Quirin',
    'Zyxw',
  ];

  it('was there to be found: passwords were made, and the payloads are full of names', () => {
    expect(passwords.length).toBeGreaterThanOrEqual(2);
    expect(new Set(passwords).size).toBe(passwords.length);
    expect(histories.length).toBeGreaterThan(5);
    for (const text of [secrets.renamed, secrets.preferredName, secrets.reason])
      expect(decoded).toContain(text);
  });

  it('is in no history, id, queue name, search attribute or summary in clear', () => {
    const all = histories.join('\n');
    expect(all).toContain('createAccount');
    expect(all).toContain('TenurePhase');
    for (const text of forbidden()) expect(all).not.toContain(text);
  });

  it('has no password in it even where the payloads are decoded', () => {
    for (const password of passwords) expect(decoded).not.toContain(password);
  });

  it('is in no line of the log, at the most talkative level', () => {
    expect(log).toContain('AD_BUSY');
    expect(log).toContain('A record that should not be here');
    for (const text of forbidden()) expect(log).not.toContain(text);
  });

  it('is in the journal but for the passwords', async () => {
    const journal = JSON.stringify(await stage.company.journal());
    expect(journal).toContain(secrets.renamed);
    for (const password of passwords) expect(journal).not.toContain(password);
  });

  it('reaches the account with the password that was mailed, and with no other', () => {
    const account = stage.company.directory.dump().find(({ hasPassword }) => hasPassword);
    const name = account?.attributes['sAMAccountName']?.[0] ?? '';
    const outcomes = passwords.map((password) => stage.company.directory.logon(name, password));
    expect(outcomes.at(-1)).toBe('mustChangePassword');
    expect(outcomes.slice(0, -1)).toEqual(outcomes.slice(0, -1).map(() => 'wrongPassword'));
  });
});
