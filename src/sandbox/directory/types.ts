import type { ChangeKind } from '../../domain/directory/types.ts';
import type { DirectoryPort } from '../../contracts/ports.ts';

/** A group or list that the directory starts with. */
export interface MemoryGroup {
  readonly name: string;
  /** Default `security`. */
  readonly kind?: 'security' | 'distribution';
  /** DN; default `CN=Users,<baseDn>`. */
  readonly container?: string;
}

/** An account that the directory starts with, or that an administrator adds by hand. */
export interface MemoryAccount {
  readonly commonName: string;
  /** DN of an existing container. */
  readonly organizationalUnit: string;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  /** Default true. */
  readonly enabled?: boolean;
  readonly password?: string;
  readonly mustChangePassword?: boolean;
  /** Names of groups. */
  readonly groups?: readonly string[];
  /** AdminSDHolder guards the account. */
  readonly adminCount?: boolean;
}

export interface MemoryDirectoryOptions {
  readonly baseDn: string;
  /** DNs; missing parents below the base are created with them. */
  readonly containers: readonly string[];
  readonly groups: readonly MemoryGroup[];
  readonly accounts?: readonly MemoryAccount[];
  /** Names of groups that must never be changed, besides the built-in ones. */
  readonly protectedGroups?: readonly string[];
  /** Attributes by which an existing account is known to be the one to create; default `employeeID`. */
  readonly joinAttributes?: readonly string[];
  /** Also behave as Windows does where it is stricter than Samba (active-directory 8); default false. */
  readonly windows?: boolean;
}

/** What happens when somebody logs on. */
export type LogonOutcome = 'granted' | 'unknownName' | 'wrongPassword' | 'disabled' | 'mustChangePassword';

/** A call of the port, as faults name it. */
export type FaultPoint =
  ChangeKind | 'read' | 'find' | 'list' | 'taken' | 'resolveGroups' | 'findContainer' | 'anyWrite' | 'any';

/** A failure to order. `answerLost`: the write happens and the caller is told the directory was unreachable. */
export interface FaultOrder {
  readonly on: FaultPoint;
  readonly fault: 'unreachable' | 'busy' | 'refused' | 'answerLost';
  /** How often; default once. `Infinity` until lifted. */
  readonly times?: number;
}

/** One account as {@link MemoryDirectory.dump} shows it. */
export interface DumpedAccount {
  readonly id: string;
  readonly dn: string;
  readonly enabled: boolean;
  readonly hasPassword: boolean;
  readonly mustChangePassword: boolean;
  readonly userAccountControl: number;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  readonly managerDn?: string;
  /** Names, sorted. */
  readonly groups: readonly string[];
  readonly protectedBy?: string;
}

/** What an administrator does by hand, past Tenure; for tests and the practice company. */
export interface MemoryAdministration {
  addContainer(dn: string): void;
  /** The container must be empty. */
  removeContainer(dn: string): void;
  addGroup(group: MemoryGroup): string;
  removeGroup(name: string): void;
  /** @returns the id */
  addAccount(account: MemoryAccount): string;
  removeAccount(accountId: string): void;
  /** Replaces the values of the attributes named; empty = clears. */
  setAttributes(accountId: string, attributes: Readonly<Record<string, readonly string[]>>): void;
  setEnabled(accountId: string, enabled: boolean): void;
  addMember(group: string, accountId: string): void;
  removeMember(group: string, accountId: string): void;
}

/** A directory that lives in memory: the port, and what tests and the practice company look at. */
export interface MemoryDirectory extends DirectoryPort {
  /** All accounts but the built-in ones, sorted by DN. */
  dump(): readonly DumpedAccount[];
  /** Members of a group, account ids, sorted; undefined when there is no such group. */
  members(group: string): readonly string[] | undefined;
  /** @param name sAMAccountName or userPrincipalName */
  logon(name: string, password: string): LogonOutcome;
  /** @returns a function that lifts the order */
  fail(order: FaultOrder): () => void;
  readonly administration: MemoryAdministration;
}
