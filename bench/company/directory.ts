import { createMemoryDirectory } from '../../src/sandbox/directory/index.ts';
import { bosses } from './people.ts';
import { distributionLists, securityGroups, unitDn, units } from './policy.ts';
import type { MemoryDirectory } from '../../src/sandbox/directory/index.ts';

export const memoryBaseDn = 'DC=bench,DC=test';

/** An in-memory directory with what the policy names, and the managers. */
export function benchDirectory(): MemoryDirectory {
  const staff = unitDn('Staff', memoryBaseDn);
  return createMemoryDirectory({
    baseDn: memoryBaseDn,
    containers: units.map((unit) => unitDn(unit, memoryBaseDn)),
    groups: [
      ...securityGroups.map((name) => ({ name, container: staff, kind: 'security' as const })),
      ...distributionLists.map((name) => ({ name, container: staff, kind: 'distribution' as const })),
    ],
    accounts: bosses.map(({ name, employeeNumber }) => ({
      commonName: name,
      organizationalUnit: staff,
      attributes: {
        sAMAccountName: [`boss${employeeNumber}`],
        userPrincipalName: [`boss${employeeNumber}@bench.test`],
        employeeID: [employeeNumber],
        displayName: [name],
      },
    })),
  });
}
