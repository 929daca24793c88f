import type { HrRecord } from '../../../src/domain/hr/record.ts';
import { standardAttributes } from '../../../src/domain/hr/standard-attributes.ts';
import { fault, startUkgSandbox } from '../../../src/sandbox/ukg/index.ts';
import type { FaultInput, UkgSandbox, UkgSandboxOptions } from '../../../src/sandbox/ukg/index.ts';
import { lifeEvent } from '../../../src/sandbox/workforce/index.ts';
import { readEverything, useServers } from './harness.ts';
import type { Connected } from './server.ts';

const credentials = {
  username: 'TENURE_SVC',
  password: 'hunter2',
  customerApiKey: 'CUST1',
  userApiKey: 'USER12345678',
};

const definitions = [
  ...standardAttributes,
  { name: 'department', from: ['employment.orgLevel2Code'], type: 'text', describe: 'orgLevel2' },
  { name: 'job', from: ['employment.primaryJobCode'], type: 'text', describe: 'job' },
  { name: 'site', from: ['employment.primaryWorkLocationCode'], type: 'text', describe: 'location' },
  { name: 'kind', from: ['employment.employeeTypeCode'], type: 'text', describe: 'codeTable:EMPTYPE' },
] as const;

const { connect } = useServers();
const sandboxes: UkgSandbox[] = [];

afterEach(async () => {
  await Promise.all(sandboxes.splice(0).map((sandbox) => sandbox.close()));
});

async function practice(
  options: Partial<UkgSandboxOptions> = {},
  faults: readonly FaultInput[] = [],
): Promise<Connected & { readonly sandbox: UkgSandbox }> {
  const sandbox = await startUkgSandbox({
    seed: 7,
    people: 120,
    today: '2026-03-02',
    credentials,
    ...options,
  });
  sandboxes.push(sandbox);
  for (const wanted of faults) sandbox.faults.add(fault.parse(wanted));
  return { sandbox, ...connect(sandbox.url, { ...credentials, definitions, pageSize: 50 }) };
}

async function roster(...given: Parameters<typeof practice>): Promise<readonly HrRecord[]> {
  const { source } = await practice(...given);
  const { records, problems } = source.assemble(await readEverything(source));
  expect(problems).toEqual([]);
  return records;
}

describe('the practice tenant', () => {
  let undisturbed: readonly HrRecord[] = [];
  beforeAll(async () => {
    undisturbed = await roster();
  });

  it('is read whole, with a description for every code', async () => {
    const records = undisturbed;
    expect(records).toHaveLength(120);
    for (const { attributes } of records) {
      expect(attributes['department']).not.toBe(attributes['departmentCode']);
      expect(attributes['kind']).not.toBe(attributes['kindCode']);
    }
  });

  it('gives each person alone as in the whole, those with several employments too', async () => {
    const { source } = await practice();
    const rows = await readEverything(source);
    const counts = new Map<unknown, number>();
    for (const { employeeId } of rows.get('employment') ?? []) {
      counts.set(employeeId, (counts.get(employeeId) ?? 0) + 1);
    }
    const { records } = source.assemble(rows);
    const several = records.filter((record) => (counts.get(record.personKey) ?? 0) > 1);
    expect(several.length).toBeGreaterThan(0);
    for (const record of [...several, ...records.slice(0, 20)]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other, as a workflow asks
      expect(await source.person(record.personKey)).toEqual(record);
    }
    const [first] = records;
    expect(await source.person(first?.personKey.toLowerCase() ?? '')).toEqual(first);
    expect(await source.person('ZZZZZZZZZZZZ')).toBeUndefined();
  });

  it.each<[string, Partial<UkgSandboxOptions>]>([
    ['404 for filters without rows', { emptyAs404: true }],
    ['unpaged lists that repeat themselves', { repeatUnpagedLists: true }],
    ['no Link header', { linkHeader: false }],
    ['a user key that is required', { requireUserApiKey: true }],
  ])('is the same with %s', async (_, options) => {
    expect(await roster(options)).toEqual(undisturbed);
  });

  it.each<FaultInput>([
    { kind: 'duplicateRows' },
    { kind: 'shuffledRows' },
    { kind: 'paddedCodes' },
    { kind: 'rateLimited', times: 2 },
    { kind: 'serverError', times: 2 },
    { kind: 'badGateway', times: 1 },
    { kind: 'closedConnection', times: 1 },
    { kind: 'truncated', times: 1 },
  ])('is the same under the disturbance %p', async (disturbance) => {
    expect(await roster({}, [disturbance])).toEqual(undisturbed);
  });

  it('loses rows without identity aloud', async () => {
    const { source } = await practice({}, [
      { kind: 'missingIdentity', route: '/personnel/v1/employment-details' },
    ]);
    const { records, problems } = source.assemble(await readEverything(source));
    expect(records.length).toBeLessThan(120);
    const identity = problems.filter((problem) => problem.severity === 'identity');
    expect(identity.filter((problem) => problem.field === 'employment.employeeId').length).toBeGreaterThan(0);
    const halves = identity.filter((problem) => problem.personKey !== undefined);
    expect(halves.length + records.length).toBe(120);
  });

  it.each([
    ['password', 'UKG user name and password'],
    ['customerApiKey', 'UKG customer key'],
    ['userApiKey', 'UKG user key'],
  ])('says that it is the %s', async (name, subject) => {
    const { sandbox } = await practice({ requireUserApiKey: true });
    const { source } = connect(sandbox.url, { ...credentials, definitions, [name]: 'WRONG' });
    const findings = (await source.check()).filter((finding) => !finding.ok);
    expect(findings.map((finding) => finding.subject)).toEqual([subject]);
  });

  it('shows who changed between two steps of the clock', async () => {
    const { source, sandbox } = await practice();
    const from = sandbox.clock.now();
    const leaver = source
      .assemble(await readEverything(source))
      .records.find(({ attributes }) => attributes['status'] === 'A' && attributes['lastDay'] === null);
    const personKey = leaver?.personKey ?? '';
    sandbox.workforce.apply(lifeEvent.parse({ kind: 'terminate', personKey, lastDay: '2026-03-01' }), from);
    sandbox.clock.advanceTo('2026-03-02T07:00:00Z');
    expect(await source.changedBetween(from, sandbox.clock.now())).toContain(personKey);
    expect((await source.person(personKey))?.attributes['status']).toBe('T');
  });
});
