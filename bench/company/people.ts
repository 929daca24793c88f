import { standardAttributes } from '../../src/domain/hr/standard-attributes.ts';
import type { HrSource } from '../../src/contracts/ports.ts';
import type { HrRecord } from '../../src/domain/hr/record.ts';

/** Managers of the benchmarks: known to HR, with accounts before anything is measured. */
export interface Boss {
  readonly personKey: string;
  readonly employeeNumber: string;
  readonly name: string;
}

export const bosses: readonly Boss[] = Array.from({ length: 5 }, (_, index) => ({
  personKey: `BOSS0000000${index}`,
  employeeNumber: `90000000${index}`,
  name: `Boss ${index}`,
}));

function record(personKey: string, attributes: HrRecord['attributes']): HrRecord {
  return {
    personKey,
    attributes: {
      preferredName: null,
      department: 'OPS',
      jobTitle: 'Nurse',
      company: 'Acme US',
      companyCode: 'ACME',
      country: 'USA',
      state: 'NY',
      city: 'New York',
      location: 'WESTON',
      jobCode: 'NURSE1',
      employeeType: 'REG',
      fullTimeOrPartTime: 'F',
      status: 'A',
      originalHireDate: '2020-01-06',
      startDate: '2020-01-06',
      lastDay: null,
      workPhone: null,
      supervisorKey: null,
      ...attributes,
    },
  };
}

/** People who have started already, each with a name of their own and one of the bosses. */
export function people(count: number): readonly HrRecord[] {
  return Array.from({ length: count }, (_, index) => {
    const number = String(index).padStart(8, '0');
    return record(`JOIN${number}`, {
      employeeNumber: `1${number}`,
      firstName: `Dana${index}`,
      lastName: `Park${index}`,
      supervisorKey: bosses[index % bosses.length]?.personKey ?? null,
    });
  });
}

/** HR as a list that is read from memory, so that nothing but Tenure is measured. */
export function listSource(records: readonly HrRecord[]): HrSource {
  const managers = bosses.map(({ personKey, employeeNumber, name }) =>
    record(personKey, { employeeNumber, firstName: 'Boss', lastName: name }),
  );
  const byKey = new Map([...records, ...managers].map((one) => [one.personKey, one]));
  return {
    definitions: standardAttributes,
    lists: ['people'],
    async *pages(list) {
      yield { list, page: 1, rows: [] };
    },
    assemble: () => ({ records, problems: [] }),
    person: async (personKey) => byKey.get(personKey),
    changedBetween: async () => [],
    check: async () => [],
    close: async () => undefined,
  };
}
