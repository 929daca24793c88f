import { standardAttributes } from '../../src/domain/hr/standard-attributes.ts';
import { TenureError } from '../../src/domain/errors.ts';
import type { HrSource } from '../../src/contracts/ports.ts';
import type { AttributeValue, HrRecord } from '../../src/domain/hr/record.ts';

/** HR as a list of records that a test writes; what it answers is what stands there at that moment. */
export interface FakeHr extends HrSource {
  put(record: HrRecord): HrRecord;
  remove(personKey: string): void;
  get(personKey: string): HrRecord;
  /** Changes attributes of one person. */
  change(personKey: string, attributes: Readonly<Record<string, AttributeValue>>): HrRecord;
  /** From now on nobody can be read, or everybody again. */
  setReachable(reachable: boolean): void;
}

export function createFakeHr(): FakeHr {
  const records = new Map<string, HrRecord>();
  let reachable = true;
  function refuseWhenDown(): void {
    if (!reachable) throw new TenureError('UKG_UNREACHABLE', 'HR does not answer.', { retryable: true });
  }
  const hr: FakeHr = {
    definitions: standardAttributes,
    lists: ['people'],
    async *pages(list) {
      refuseWhenDown();
      yield { list, page: 1, rows: [...records.keys()].map((personKey) => ({ personKey })) };
    },
    assemble: () => ({ records: [...records.values()], problems: [] }),
    async person(personKey) {
      refuseWhenDown();
      return records.get(personKey);
    },
    changedBetween: async () => [...records.keys()],
    check: async () => [],
    close: async () => undefined,
    put(record) {
      records.set(record.personKey, record);
      return record;
    },
    remove: (personKey) => void records.delete(personKey),
    get(personKey) {
      const record = records.get(personKey);
      if (record === undefined) throw new Error(`The test's HR knows no ${personKey}`);
      return record;
    },
    change: (personKey, attributes) =>
      hr.put({ personKey, attributes: { ...hr.get(personKey).attributes, ...attributes } }),
    setReachable: (now) => {
      reachable = now;
    },
  };
  return hr;
}

let numbers = 0;

/** An employee as UKG Pro would list one, with whatever the test says. */
export function employeeRecord(
  personKey: string,
  attributes: Readonly<Record<string, AttributeValue>> = {},
): HrRecord {
  numbers += 1;
  return {
    personKey,
    attributes: {
      employeeNumber: String(numbers).padStart(9, '0'),
      firstName: 'Dana',
      lastName: 'Park',
      preferredName: null,
      department: 'OPS',
      jobTitle: 'Nurse',
      company: 'Acme US',
      country: 'USA',
      location: 'WESTON',
      employeeType: 'REG',
      status: 'A',
      startDate: '2020-01-06',
      lastDay: null,
      supervisorKey: null,
      ...attributes,
    },
  };
}
