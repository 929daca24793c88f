import type { UkgSandbox } from '../../../src/sandbox/ukg/index.ts';
import { ask, list, readRow, start, type Row } from './caller.ts';

let sandbox: UkgSandbox;

beforeAll(async () => {
  sandbox = await start({ people: 250 });
});
afterAll(() => sandbox.close());

function keyOf(row: Row): string {
  return `${String(row['employeeID'] ?? row['employeeId'])}/${String(row['companyID'] ?? row['companyId'])}`;
}

async function pageThrough(path: string, size: number): Promise<string[]> {
  const keys: string[] = [];
  for (let page = 1; page <= 100; page++) {
    const rows = await list(sandbox, `${path}?page=${page}&per_Page=${size}`);
    if (rows.length === 0) return keys;
    keys.push(...rows.map(keyOf));
  }
  throw new Error('the list does not end');
}

describe('paging', () => {
  it.each([
    ['/personnel/v1/person-details', 100, 250],
    ['/personnel/v1/employment-details', 77, 0],
    ['/personnel/v1/employee-employment-details', 300, 0],
    ['/personnel/v1/employee-changes', 90, 0],
  ])('%s by %d brings everybody once and then []', async (path, size, known) => {
    const rows = sandbox.workforce.people.reduce((sum, person) => sum + person.employments.length, 0);
    const keys = await pageThrough(path, size);
    expect(keys).toHaveLength(known === 0 ? rows : known);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('writes the parameters as anybody likes', async () => {
    const [second] = await list(sandbox, '/personnel/v1/person-details?page=2&per_page=1');
    expect(await list(sandbox, '/personnel/v1/person-details?PAGE=2&PER_PAGE=1')).toEqual([second]);
    expect(await list(sandbox, '/personnel/v1/person-details?Page=2&per_Page=1')).toEqual([second]);
  });

  it('cuts down to the caps: 200 on employee-changes, 100 without a size, everybody elsewhere', async () => {
    expect(await list(sandbox, '/personnel/v1/employee-changes?per_page=5000')).toHaveLength(200);
    expect(await list(sandbox, '/personnel/v1/employee-changes')).toHaveLength(100);
    expect(await list(sandbox, '/personnel/v1/person-details?per_page=2147483647')).toHaveLength(250);
    expect(await list(sandbox, '/personnel/v1/person-details')).toHaveLength(250);
  });

  it.each(['page=0', 'page=-1', 'page=two', 'per_page=0', 'per_Page=1.5'])('refuses %s', async (query) => {
    const heard = await ask(sandbox, `/personnel/v1/person-details?${query}`);
    expect(heard.status).toBe(400);
    expect(readRow(heard.text)).toMatchObject({ errorCount: 1, errors: { modelstate: expect.any(Object) } });
  });

  it('answers lists without paging whole, and empty from page 2', async () => {
    const all = await list(sandbox, '/configuration/v1/org-levels');
    expect(await list(sandbox, '/configuration/v1/org-levels?page=1&per_page=2')).toEqual(all);
    expect(await list(sandbox, '/configuration/v1/org-levels?page=2&per_page=2')).toEqual([]);
  });

  it('repeats lists without paging when told to', async () => {
    const other = await start({ people: 10, repeatUnpagedLists: true });
    try {
      const first = await list(other, '/configuration/v1/locations');
      expect(await list(other, '/configuration/v1/locations?page=2')).toEqual(first);
    } finally {
      await other.close();
    }
  });
});

describe('Link header', () => {
  it('names first, previous, next and last, and leads on with the filters kept', async () => {
    const heard = await ask(sandbox, '/personnel/v1/person-details?addressCountry=USA&page=2&per_Page=10');
    const rels = new Map(
      [...(heard.headers.get('link') ?? '').matchAll(/<([^>]+)>; rel="(\w+)"/g)].map(
        ([, url = '', rel = '']) => [rel, new URL(url)],
      ),
    );
    expect([...rels.keys()]).toEqual(['first', 'previous', 'next', 'last']);
    const next = rels.get('next');
    expect(next?.origin).toBe(sandbox.url);
    expect(next?.searchParams.get('page')).toBe('3');
    expect(next?.searchParams.get('per_page')).toBe('10');
    expect(next?.searchParams.get('addressCountry')).toBe('USA');
  });

  it('has no next on the last page and is absent when switched off', async () => {
    const last = await ask(sandbox, '/personnel/v1/person-details?page=3&per_page=100');
    expect(last.headers.get('link')).not.toContain('rel="next"');
    const other = await start({ people: 10, linkHeader: false });
    try {
      expect((await ask(other, '/personnel/v1/person-details?per_page=1')).headers.get('link')).toBeNull();
    } finally {
      await other.close();
    }
  });
});
