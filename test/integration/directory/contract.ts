import { createBench, type DirectoryLab } from '../../support/directory-lab.ts';
import { describeGroups, describeProtection } from './contract-belonging.ts';
import { describeAccess, describeManager, describePlaces, describeProfile } from './contract-changing.ts';
import { describeCreating } from './contract-creating.ts';
import { describeCheck, describeDeleting, describeReading } from './contract-reading.ts';

/** What every directory behind the port must do; runs against the in-memory directory and a Samba controller. */
export function describeDirectory(title: string, setUp: () => Promise<DirectoryLab>): void {
  describe(title, () => {
    const bench = createBench();
    beforeAll(() => bench.open(setUp), 60_000);
    afterAll(() => bench.close());

    describeCreating(bench);
    describeProfile(bench);
    describePlaces(bench);
    describeAccess(bench);
    describeManager(bench);
    describeGroups(bench);
    describeProtection(bench);
    describeDeleting(bench);
    describeReading(bench);
    describeCheck(bench);
  });
}
