import type { AttributeDefinition } from '../../../src/domain/hr/record.ts';
import { standardAttributes } from '../../../src/domain/hr/standard-attributes.ts';
import { readEverything, useServers } from './harness.ts';
import { employmentRow, paths, personRow, sendJson, serveLists, tenant } from './server.ts';

const { tenantWith } = useServers();

const department: AttributeDefinition = {
  name: 'department',
  from: ['employment.orgLevel2Code'],
  type: 'text',
  describe: 'orgLevel2',
};

describe('one person', () => {
  it('is read fresh by filters on both lists', async () => {
    const { source, server } = await tenantWith(serveLists(tenant('E1', 'E2', 'E3')));
    const record = await source.person('E2');
    expect(record).toMatchObject({ personKey: 'E2', attributes: { firstName: 'Dana', nameSuffix: 'JR' } });
    expect(server.requests.map(({ path, query }) => [path, query['employeeId']])).toEqual(
      expect.arrayContaining([
        [paths.employment, 'E2'],
        [paths.person, 'E2'],
      ]),
    );
    expect(server.requests).toHaveLength(2);
  });

  it('is the same record that a full read gives, with several employments too', async () => {
    const lists = {
      ...tenant(),
      [paths.employment]: [
        employmentRow('E1', { companyID: 'HOME1', lastHireDate: '2010-01-01T00:00:00' }),
        employmentRow('E1', { companyID: 'SIDE1', lastHireDate: '2024-01-01T00:00:00' }),
      ],
      [paths.person]: [personRow('E1')],
      [paths.details]: [
        { employeeID: 'E1', companyID: 'HOME1', isHomeCompany: true },
        { employeeID: 'E1', companyID: 'SIDE1', isHomeCompany: false },
      ],
    };
    const { source } = await tenantWith(serveLists(lists));
    const { records } = source.assemble(await readEverything(source));
    expect(await source.person('E1')).toEqual(records[0]);
    expect(records[0]?.attributes['startDate']).toBe('2010-01-01');
  });

  it('is a leaver only when every employment has ended', async () => {
    const ended = employmentRow('E1', { companyID: 'OLD01', employeeStatusCode: 'T' });
    const going = employmentRow('E1', { companyID: 'NEW01', employeeStatusCode: 'A' });
    const both = await tenantWith(serveLists({ ...tenant('E1'), [paths.employment]: [ended, going] }));
    expect((await both.source.person('E1'))?.attributes['status']).toBe('A');
    const one = await tenantWith(serveLists({ ...tenant('E1'), [paths.employment]: [ended] }));
    expect((await one.source.person('E1'))?.attributes['status']).toBe('T');
  });

  it('is undefined when UKG Pro knows nobody of that key', async () => {
    const { source } = await tenantWith(serveLists(tenant('E1')));
    expect(await source.person('E9')).toBeUndefined();
  });

  it('is undefined when the filters answer 404 and the lists are there', async () => {
    const lists = serveLists(tenant('E1'));
    const { source } = await tenantWith((request, response) => {
      if (request.query['employeeId'] === undefined) lists(request, response);
      else sendJson(response, { title: 'Not Found' }, 404);
    });
    expect(await source.person('E9')).toBeUndefined();
  });

  it('is not taken for missing when the whole address is wrong', async () => {
    const { source } = await tenantWith((_, response) => sendJson(response, {}, 404));
    await expect(source.person('E1')).rejects.toMatchObject({ code: 'UKG_NOT_FOUND' });
  });

  it.each([
    [paths.employment, 'employment has no row in employment-details'],
    [paths.person, 'person has no row in person-details'],
  ])('fails loudly when only half is there: %s empty', async (path, what) => {
    const { source } = await tenantWith(serveLists({ ...tenant('E1'), [path]: [] }));
    await expect(source.person('E1')).rejects.toMatchObject({
      code: 'HR_RECORD_INVALID',
      personKey: 'E1',
      retryable: false,
      message: expect.stringContaining(what),
    });
  });

  it('is never somebody else, even when the server ignores the filter', async () => {
    const lists = tenant('E1', 'E2');
    const { source } = await tenantWith(({ path }, response) => sendJson(response, lists[path] ?? []));
    await expect(source.person('E2')).rejects.toMatchObject({ code: 'UKG_ANSWER_INVALID', personKey: 'E2' });
    await expect(source.person('E9')).rejects.toMatchObject({ code: 'UKG_ANSWER_INVALID' });
  });

  it.each(['', 'E1&page=2', '../E1', 'E1,E2', '[E1]'])('is not asked for by %p', async (key) => {
    const { source, server } = await tenantWith(serveLists(tenant('E1')));
    await expect(source.person(key)).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    expect(server.requests).toEqual([]);
  });

  it('reads the configuration lists once for many people, and again after some minutes', async () => {
    let now = 0;
    const lists = {
      ...tenant('E1', 'E2'),
      [paths.orgLevels]: [{ level: 2, code: '0120', description: 'Intensive care' }],
    };
    const { source, server } = await tenantWith(serveLists(lists), {
      definitions: [...standardAttributes, department],
      now: () => now,
    });
    const [one, two] = await Promise.all([source.person('E1'), source.person('E2')]);
    expect(one?.attributes['department']).toBe('Intensive care');
    expect(two?.attributes['department']).toBe('Intensive care');
    const asked = (): number => server.requests.filter((request) => request.path === paths.orgLevels).length;
    expect(asked()).toBe(1);
    now += 6 * 60_000;
    await source.person('E1');
    expect(asked()).toBe(2);
  });

  it('does not remember a configuration list that could not be read', async () => {
    let broken = true;
    const lists = serveLists({
      ...tenant('E1'),
      [paths.orgLevels]: [{ level: 2, code: '0120', description: 'Intensive care' }],
    });
    const { source } = await tenantWith(
      (request, response) => {
        if (broken && request.path === paths.orgLevels) sendJson(response, {}, 403);
        else lists(request, response);
      },
      { definitions: [...standardAttributes, department] },
    );
    await expect(source.person('E1')).rejects.toMatchObject({ code: 'UKG_FORBIDDEN' });
    broken = false;
    expect((await source.person('E1'))?.attributes['department']).toBe('Intensive care');
  });
});

describe('changedBetween', () => {
  const from = Date.parse('2026-03-01T06:00:00.700Z');
  const to = Date.parse('2026-03-01T09:00:00.100Z');

  it('asks for the span in whole seconds of UTC, in pages of at most 200', async () => {
    const { source, server } = await tenantWith(serveLists(tenant()), { pageSize: 5_000 });
    expect(await source.changedBetween(from, to)).toEqual([]);
    expect(server.requests[0]).toMatchObject({
      path: paths.changes,
      query: {
        startDate: '2026-03-01T06:00:00Z',
        endDate: '2026-03-01T09:00:01Z',
        page: '1',
        per_page: '200',
      },
    });
  });

  it('gives each key once, over all pages', async () => {
    const changes = ['E3', 'E1', 'E3', 'E2'].map((employeeId, index) => ({
      employeeId,
      companyId: `C${index}`,
      hireDate: '9/20/2021 12:00:00 AM',
    }));
    const { source } = await tenantWith(serveLists({ ...tenant(), [paths.changes]: changes }), {
      pageSize: 3,
    });
    expect(await source.changedBetween(from, to)).toEqual(['E1', 'E2', 'E3']);
  });

  it('takes 404 for nobody, and fails for anything else', async () => {
    const nobody = await tenantWith((_, response) => sendJson(response, {}, 404));
    expect(await nobody.source.changedBetween(from, to)).toEqual([]);
    const refused = await tenantWith((_, response) => sendJson(response, {}, 403));
    await expect(refused.source.changedBetween(from, to)).rejects.toMatchObject({ code: 'UKG_FORBIDDEN' });
  });
});
