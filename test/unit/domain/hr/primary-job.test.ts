import { choosePrimaryJob, isEnded } from '../../../../src/domain/hr/primary-job.ts';
import type { EmploymentFacts } from '../../../../src/domain/hr/primary-job.ts';

function employment(companyId: string, facts: Partial<EmploymentFacts> = {}): EmploymentFacts {
  return {
    companyId,
    status: 'A',
    homeCompany: null,
    lastHireDate: '2020-01-01',
    statusStartDate: '2020-01-01',
    dateInJob: '2020-01-01',
    ...facts,
  };
}

function choose(...rows: EmploymentFacts[]): string | undefined {
  return choosePrimaryJob(rows, (row) => row)?.companyId;
}

describe('choosePrimaryJob', () => {
  it.each<[string, EmploymentFacts, EmploymentFacts]>([
    [
      'an employment that goes on rather than a later one that has ended',
      employment('BBBBB', { status: 'L', lastHireDate: '2010-01-01' }),
      employment('AAAAA', { status: 'T', lastHireDate: '2024-01-01', homeCompany: true }),
    ],
    [
      'an unknown status rather than an ended one',
      employment('BBBBB', { status: null }),
      employment('AAAAA', { status: 'T' }),
    ],
    [
      'the home company rather than a later hire',
      employment('BBBBB', { homeCompany: true, lastHireDate: '2010-01-01' }),
      employment('AAAAA', { homeCompany: false, lastHireDate: '2024-01-01' }),
    ],
    [
      'a company HR says nothing of rather than one that is not the home company',
      employment('BBBBB', { homeCompany: null, lastHireDate: '2010-01-01' }),
      employment('AAAAA', { homeCompany: false, lastHireDate: '2024-01-01' }),
    ],
    [
      'the home company rather than one HR says nothing of',
      employment('BBBBB', { homeCompany: true, lastHireDate: '2010-01-01' }),
      employment('AAAAA', { homeCompany: null, lastHireDate: '2024-01-01' }),
    ],
    [
      'the latest hire',
      employment('BBBBB', { lastHireDate: '2021-06-01', statusStartDate: '2010-01-01' }),
      employment('AAAAA', { lastHireDate: '2021-05-31', statusStartDate: '2024-01-01' }),
    ],
    [
      'any hire date rather than none',
      employment('BBBBB', { lastHireDate: '1999-01-01' }),
      employment('AAAAA', { lastHireDate: null }),
    ],
    [
      'the latest start of the status among equal hires',
      employment('BBBBB', { statusStartDate: '2022-01-01', dateInJob: '2010-01-01' }),
      employment('AAAAA', { statusStartDate: '2021-01-01', dateInJob: '2024-01-01' }),
    ],
    [
      'the latest start in the job among equal starts of the status',
      employment('BBBBB', { dateInJob: '2022-01-01' }),
      employment('AAAAA', { dateInJob: '2021-01-01' }),
    ],
    ['the lowest company id when nothing else differs', employment('AAAAA'), employment('BBBBB')],
  ])('chooses %s, whatever the order', (_, expected, other) => {
    expect(choose(expected, other)).toBe(expected.companyId);
    expect(choose(other, expected)).toBe(expected.companyId);
  });

  it('chooses an ended employment only when all have ended', () => {
    const ended = [
      employment('AAAAA', { status: 'T', lastHireDate: '2019-01-01' }),
      employment('BBBBB', { status: ' t ', lastHireDate: '2022-01-01' }),
    ];
    expect(choose(...ended)).toBe('BBBBB');
    expect(choose(...ended, employment('CCCCC', { status: 'S', lastHireDate: '2001-01-01' }))).toBe('CCCCC');
  });

  it('chooses nothing from nothing', () => {
    expect(choose()).toBeUndefined();
  });
});

describe('isEnded', () => {
  it.each([
    ['T', true],
    ['t', true],
    ['A', false],
    ['L', false],
    ['O', false],
    // R is "released", not "retired" (ukg-pro-api 5).
    ['R', false],
    ['S', false],
    ['X9', false],
    [null, false],
  ])('of status %p is %p', (status, expected) => {
    expect(isEnded({ status })).toBe(expected);
  });
});
