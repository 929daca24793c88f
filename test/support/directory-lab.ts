import type { DirectoryPort } from '../../src/contracts/ports.ts';
import type { AccountState, Change, GroupRef } from '../../src/domain/directory/types.ts';
import { TenureError } from '../../src/domain/errors.ts';

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

/** The error of a call that must be refused. */
export async function refusal(call: Promise<unknown>): Promise<TenureError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof TenureError) return error;
    throw error;
  }
  throw new Error('the call was not refused');
}

/** A lab with two containers, and what most tests begin with. */
export interface Bench {
  readonly lab: DirectoryLab;
  readonly staff: string;
  readonly leavers: string;
  open(setUp: () => Promise<DirectoryLab>): Promise<void>;
  close(): Promise<void>;
  /** A new account with {@link goodPassword}. */
  created(overrides?: Partial<CreateAccount>): Promise<{
    readonly id: string;
    readonly accountName: string;
    readonly change: ReturnType<typeof creation>;
  }>;
  state(accountId: string): Promise<AccountState>;
  group(kind?: GroupRef['kind'], label?: string): Promise<GroupRef>;
}

export function createBench(): Bench {
  let opened: DirectoryLab | undefined;

  function lab(): DirectoryLab {
    if (opened === undefined) throw new Error('the lab is not open');
    return opened;
  }

  const bench: Bench = {
    get lab() {
      return lab();
    },
    get staff() {
      return `OU=Staff,${lab().baseDn}`;
    },
    get leavers() {
      return `OU=Leavers,${lab().baseDn}`;
    },
    open: async (setUp) => {
      opened = await setUp();
      await opened.hand.addContainer(bench.staff);
      await opened.hand.addContainer(bench.leavers);
    },
    close: async () => {
      await opened?.close();
    },
    created: async (overrides = {}) => {
      const change = creation(bench.staff, overrides);
      const { accountId } = await lab().directory.apply(undefined, change, { password: goodPassword });
      return { id: accountId, accountName: change.accountName, change };
    },
    state: async (accountId) => {
      const found = await lab().directory.read(accountId);
      if (found === undefined) throw new Error('the account does not exist');
      return found;
    },
    group: async (kind = 'security', label = 'Group') => {
      const name = `${label} ${unique()}`;
      await lab().hand.addGroup(name, kind);
      const resolved = (await lab().directory.resolveGroups([name])).get(name);
      if (resolved === undefined) throw new Error('the group does not resolve');
      return resolved;
    },
  };
  return bench;
}
