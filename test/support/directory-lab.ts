import type { DirectoryPort } from '../../src/contracts/ports.ts';
import type { Change } from '../../src/domain/directory/types.ts';

/** What stands in the directory, seen past the adapter under test. */
export interface Sight {
  readonly dn: string;
  readonly userAccountControl: number;
  readonly mustChangePassword: boolean;
  /** The attributes asked for; absent ones are absent. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  readonly managerDn?: string;
  /** Names, sorted. */
  readonly groups: readonly string[];
}

export type Logon = 'granted' | 'refused' | 'disabled' | 'mustChangePassword';

/** An administrator with tools of their own. */
export interface Hand {
  addContainer(dn: string): Promise<void>;
  addGroup(name: string, kind: 'security' | 'distribution'): Promise<void>;
  removeGroup(name: string): Promise<void>;
  removeAccount(accountId: string): Promise<void>;
  setAttributes(accountId: string, attributes: Readonly<Record<string, readonly string[]>>): Promise<void>;
  addMember(group: string, accountId: string): Promise<void>;
  /** Undefined when the account does not exist. */
  look(accountId: string, attributes?: readonly string[]): Promise<Sight | undefined>;
  logon(accountName: string, password: string): Promise<Logon>;
}

/** A directory under test, and the hand that checks what it did. */
export interface DirectoryLab {
  readonly directory: DirectoryPort;
  readonly hand: Hand;
  readonly baseDn: string;
  close(): Promise<void>;
}

type CreateAccount = Extract<Change, { kind: 'createAccount' }>;

let made = 0;

/** A number that no other test of the run used. */
export function unique(): number {
  made++;
  return made;
}

/** A creation with everything filled in; every call another person. */
export function creation(
  organizationalUnit: string,
  overrides: Partial<CreateAccount> = {},
): CreateAccount & { readonly accountName: string } {
  const number = unique();
  const accountName = `person${number}`;
  const change: CreateAccount = {
    kind: 'createAccount',
    commonName: `Person ${number}`,
    organizationalUnit,
    attributes: {
      sAMAccountName: [accountName],
      userPrincipalName: [`${accountName}@ad.example.test`],
      employeeID: [`E${number}`],
      displayName: [`Person Number ${number}`],
      department: ['Sales'],
    },
    enabled: true,
    mustChangePassword: false,
    passwordNeverExpires: false,
    smartCardRequired: false,
    ...overrides,
  };
  return { ...change, accountName };
}

/** A password that every policy takes. */
export const goodPassword = 'Correct-Horse-7-Battery';
