import type { HrPage, HrRow } from '../../../src/contracts/ports.ts';
import type { AttributeDefinition } from '../../../src/domain/hr/record.ts';
import { standardAttributes } from '../../../src/domain/hr/standard-attributes.ts';
import { readEverything, readPages, useServers } from './harness.ts';
import { employmentRow, paths, personRow, sendJson, serveLists, tenant } from './server.ts';

const { serve, tenantWith } = useServers();

function keysOf(pages: readonly HrPage[]): unknown[] {
  return pages.map((page) => page.rows.map((row) => row['employeeId']));
}

const department: AttributeDefinition = {
  name: 'department',
  from: ['employment.orgLevel2Code'],
  type: 'text',
  describe: 'orgLevel2',
};

describe('paging', () => {
  it('goes on until an empty page and does not end on a short one', async () => {
    const rows: Record<string, readonly string[]> = { '1': ['E1', 'E2'], '2': ['E3'], '3': ['E4', 'E5'] };
    const { source, server } = await tenantWith(
      ({ query }, response) =>
        sendJson(
          response,
          (rows[query['page'] ?? ''] ?? []).map((key) => employmentRow(key)),
        ),
      { pageSize: 2 },
    );
    const pages = await readPages(source, 'employment');
    expect(keysOf(pages)).toEqual([['E1', 'E2'], ['E3'], ['E4', 'E5']]);
    expect(pages.map((page) => page.page)).toEqual([1, 2, 3]);
    expect(server.requests.map((request) => request.query)).toEqual(
      ['1', '2', '3', '4'].map((page) => ({ page, per_Page: '2' })),
    );
  });

  it('begins at the page asked for, so that an interrupted read can go on', async () => {
    const { source, server } = await tenantWith(serveLists(tenant('E1', 'E2', 'E3', 'E4', 'E5')), {
      pageSize: 2,
    });
    expect(keysOf(await readPages(source, 'employment', 2))).toEqual([['E3', 'E4'], ['E5']]);
    expect(server.requests[0]?.query['page']).toBe('2');
  });

  it('ends at a server that ignores paging', async () => {
    const { source, server } = await tenantWith((_, response) =>
      sendJson(response, [employmentRow('E1'), employmentRow('E2')]),
    );
    expect(keysOf(await readPages(source, 'employment'))).toEqual([['E1', 'E2']]);
    expect(server.requests).toHaveLength(2);
  });

  it('ends at a server that repeats rows that belong to nobody', async () => {
    const { source } = await tenantWith((_, response) => sendJson(response, [{ companyID: 'QX7P2' }]));
    expect(await readPages(source, 'employment')).toHaveLength(1);
  });

  it('goes on when rows are repeated over a page border', async () => {
    const rows: Record<string, readonly string[]> = {
      '1': ['E1', 'E2'],
      '2': ['E2', 'E3'],
      '3': ['E3', 'E1', 'E4'],
    };
    const { source } = await tenantWith(({ query }, response) =>
      sendJson(
        response,
        (rows[query['page'] ?? ''] ?? []).map((key) => employmentRow(key)),
      ),
    );
    expect(keysOf(await readPages(source, 'employment'))).toHaveLength(3);
  });

  it('never follows a Link header to another host', async () => {
    const other = await serve(serveLists(tenant('EVIL1')));
    const lists = serveLists(tenant('E1', 'E2', 'E3'));
    const { source } = await tenantWith(
      (request, response) => {
        response.setHeader('link', `<<${other.url}${paths.employment}?page=2>>; rel="next"`);
        lists(request, response);
      },
      { pageSize: 2 },
    );
    expect(keysOf(await readPages(source, 'employment'))).toEqual([['E1', 'E2'], ['E3']]);
    expect(other.requests).toEqual([]);
  });

  it('fails the read when a page in the middle is not there, instead of ending early', async () => {
    const lists = serveLists(tenant('E1', 'E2', 'E3'));
    const { source } = await tenantWith(
      (request, response) => {
        if (request.query['page'] === '2') sendJson(response, { title: 'Not Found' }, 404);
        else lists(request, response);
      },
      { pageSize: 2 },
    );
    await expect(readPages(source, 'employment')).rejects.toMatchObject({ code: 'UKG_NOT_FOUND' });
  });

  it('gives an empty list as no page', async () => {
    const { source } = await tenantWith(serveLists(tenant()));
    expect(await readPages(source, 'employment')).toEqual([]);
  });

  it('keeps everything that no definition names out of the pages', async () => {
    const { source } = await tenantWith(serveLists(tenant('E1')));
    const pages = JSON.stringify([await readPages(source, 'person'), await readPages(source, 'employment')]);
    expect(pages).toContain('Dana');
    expect(pages).not.toContain('999-99-9999');
  });

  it('knows no list of another name', async () => {
    const { source } = await tenantWith(serveLists(tenant()));
    expect(() => source.pages('payslips', 1)).toThrow(expect.objectContaining({ code: 'INTERNAL' }));
  });
});

describe('a full read', () => {
  it('gives the same records whatever the order, the page size and the repetitions', async () => {
    const keys = Array.from({ length: 23 }, (_, index) => `E${index + 10}`);
    const lists = tenant(...keys);
    const shuffled = {
      ...lists,
      [paths.employment]: [...(lists[paths.employment] ?? []).toReversed(), employmentRow('E12')],
      [paths.person]: (lists[paths.person] ?? []).toSorted(
        (a, b) => String(a['employeeId']).localeCompare(String(b['employeeId'])) * -1,
      ),
    };
    const plain = await tenantWith(serveLists(lists));
    const other = await tenantWith(serveLists(shuffled), { pageSize: 4 });
    const expected = plain.source.assemble(await readEverything(plain.source));
    expect(expected.records).toHaveLength(23);
    expect(other.source.assemble(await readEverything(other.source))).toEqual(expected);
  });

  it('survives rows being stored as JSON between reading and assembling', async () => {
    const lists = {
      ...tenant('E1'),
      [paths.person]: [personRow('E1', { addressState: { bad: true } })],
    };
    const { source } = await tenantWith(serveLists(lists));
    const rows = await readEverything(source);
    const stored = new Map(
      [...rows].map(([list, listRows]): [string, HrRow[]] => [list, JSON.parse(JSON.stringify(listRows))]),
    );
    expect(source.assemble(stored)).toEqual(source.assemble(rows));
    expect(source.assemble(stored).problems).toHaveLength(1);
  });

  it('describes codes from the configuration lists, which are not paged', async () => {
    const job: AttributeDefinition = {
      name: 'job',
      from: ['employment.primaryJobCode'],
      type: 'text',
      describe: 'job',
    };
    const site: AttributeDefinition = {
      name: 'site',
      from: ['employment.primaryWorkLocationCode'],
      type: 'text',
      describe: 'location',
    };
    const kind: AttributeDefinition = {
      name: 'kind',
      from: ['employment.employeeTypeCode'],
      type: 'text',
      describe: 'codeTable:EMPTYPE',
    };
    const lists = {
      ...tenant(),
      [paths.employment]: [
        employmentRow('E1', {
          primaryJobCode: 'NURMGR',
          primaryWorkLocationCode: 'WESTON',
          employeeTypeCode: 'REG',
        }),
      ],
      [paths.person]: [personRow('E1')],
      [paths.orgLevels]: [{ level: 2, code: '0120', description: 'Intensive care', isActive: true }],
      [paths.locations]: [{ locationCode: 'WESTON', description: 'Weston office', isActive: 'Y' }],
      [paths.jobs]: [{ jobCode: 'NURMGR', title: 'Nurse manager', countryCode: 'USA' }],
      '/configuration/v1/code-tables/EMPTYPE': [{ code: 'REG', description: 'Regular' }],
    };
    const { source, server } = await tenantWith(serveLists(lists), {
      definitions: [...standardAttributes, department, job, site, kind],
    });
    expect(source.lists).toEqual([
      'employment',
      'person',
      'details',
      'codeTable:EMPTYPE',
      'jobs',
      'locations',
      'orgLevels',
    ]);
    const { records, problems } = source.assemble(await readEverything(source));
    expect(problems).toEqual([]);
    expect(records[0]?.attributes).toMatchObject({
      department: 'Intensive care',
      departmentCode: '0120',
      job: 'Nurse manager',
      site: 'Weston office',
      kind: 'Regular',
      kindCode: 'REG',
    });
    expect(server.requests.filter((request) => request.path === paths.orgLevels)).toEqual([
      expect.objectContaining({ query: {} }),
    ]);
  });

  it('reads jobs from the older resource where the newer one does not exist', async () => {
    const job: AttributeDefinition = {
      name: 'job',
      from: ['employment.primaryJobCode'],
      type: 'text',
      describe: 'job',
    };
    const lists = {
      ...tenant(),
      [paths.employment]: [employmentRow('E1', { primaryJobCode: 'NURMGR' })],
      [paths.person]: [personRow('E1')],
      [paths.oldJobs]: [{ code: 'NURMGR', title: 'Nurse manager', countryCode: 'USA' }],
    };
    const { source } = await tenantWith(serveLists(lists), { definitions: [...standardAttributes, job] });
    expect(source.assemble(await readEverything(source)).records[0]?.attributes['job']).toBe('Nurse manager');
  });

  it('fails when a configuration list that is needed is empty', async () => {
    const lists = { ...tenant('E1'), [paths.orgLevels]: [] };
    const { source } = await tenantWith(serveLists(lists), {
      definitions: [...standardAttributes, department],
    });
    await expect(readEverything(source)).rejects.toMatchObject({
      code: 'UKG_ANSWER_INVALID',
      place: paths.orgLevels,
    });
  });

  it.each([400, 403, 404])('does without the home company when its list answers %i', async (status) => {
    const lists = serveLists(tenant('E1'));
    const { source } = await tenantWith((request, response) => {
      if (request.path === paths.details) sendJson(response, {}, status);
      else lists(request, response);
    });
    expect(source.assemble(await readEverything(source)).records).toHaveLength(1);
  });

  it('asks for the employments off the home company only, unless attributes come from there', async () => {
    const plain = await tenantWith(serveLists(tenant('E1')));
    await readPages(plain.source, 'details');
    expect(plain.server.requests[0]).toMatchObject({ path: paths.details, query: { isHomeCompany: 'n' } });
    const backOn: AttributeDefinition = {
      name: 'backOn',
      from: ['details.employeeStatusExpectedEndDate'],
      type: 'date',
    };
    const named = await tenantWith(serveLists(tenant('E1')), {
      definitions: [...standardAttributes, backOn],
    });
    await readPages(named.source, 'details');
    expect(named.server.requests[0]?.query['isHomeCompany']).toBeUndefined();
  });
});
