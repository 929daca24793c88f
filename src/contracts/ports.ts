import type { AccountState, Change, DirectoryName, ResolvedGroup } from '../domain/directory/types.ts';
import type { AttributeDefinition, AttributeValue, HrRecord, RecordProblem } from '../domain/hr/record.ts';
import type { LifecycleEvent } from '../domain/lifecycle/types.ts';
import type { EmployeeInput } from './workflows.ts';

/**
 * The host's AbortSignal where the host has one. Written this way because this room is compiled without
 * Node types: in workflow code the type is `unknown`, in connectors it is the real thing.
 */
export type CancelSignal = typeof globalThis extends { AbortSignal: { prototype: infer Signal } }
  ? Signal
  : unknown;

/** Result of one connected test of `tenure check`. */
export interface Finding {
  readonly ok: boolean;
  /** `error` fails the check, `warning` does not. */
  readonly severity: 'error' | 'warning';
  /** What was tested, e.g. `UKG user key`. */
  readonly subject: string;
  readonly message: string;
  readonly remedy?: string;
}

/** What applying a change did. */
export interface Applied {
  /** The account, also when it was just created. */
  readonly accountId: string;
  /** Directory writes made; 0 when it was already so. */
  readonly writes: number;
  /** What was found and what stands there now, for the journal; no secrets. */
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  /** Parts that were left out, e.g. a group that vanished; the rest is done. */
  readonly warnings?: readonly { readonly code: string; readonly message: string }[];
}

/** Secrets that a change needs; made and delivered inside one activity. */
export interface ChangeSecrets {
  /** Initial password, for `createAccount` and `resetPassword`. */
  readonly password?: string;
}

/**
 * A directory, in the product's words. All writes are "ensure": read, compare, write the difference, treat
 * "already so" as success after re-reading. Accounts are addressed by immutable id. Errors: TenureError `AD_*`.
 */
export interface DirectoryPort {
  readonly name: DirectoryName;
  /** State of one account, undefined when no live object has the id. */
  read(accountId: string): Promise<AccountState | undefined>;
  /** All live accounts whose attribute equals the value (join by employeeID, person key). */
  find(attribute: string, value: string): Promise<readonly AccountState[]>;
  /** Every person account below the base, for a whole population. */
  list(): AsyncIterable<AccountState>;
  /** Of the given name claims (attribute, value), those that an object holds, with the holder's id. */
  taken(
    names: readonly { readonly attribute: string; readonly value: string }[],
  ): Promise<readonly { readonly attribute: string; readonly value: string; readonly holderId: string }[]>;
  /** Groups and lists by name (cn, sAMAccountName, DN, or `<GUID=id>`); absent from the map = not found. Cached. */
  resolveGroups(names: readonly string[]): Promise<ReadonlyMap<string, ResolvedGroup>>;
  /** Whether a container exists; its DN in the directory's spelling. */
  findContainer(dn: string): Promise<string | undefined>;
  /**
   * Applies one change to one account.
   * @throws TenureError AD_STALE when the account no longer holds the change's before-values.
   */
  apply(accountId: string | undefined, change: Change, secrets?: ChangeSecrets): Promise<Applied>;
  /** Connected tests: reachability, certificate, bind, and per container the rights the policy needs. */
  check(wants: DirectoryCheck): Promise<readonly Finding[]>;
  /** Writes and reads since the start, for reports and benchmarks. */
  counters(): { readonly writes: number; readonly reads: number };
  close(): Promise<void>;
}

/** What the policy needs of a directory. */
export interface DirectoryCheck {
  readonly containers: readonly string[];
  readonly securityGroups: readonly string[];
  readonly distributionLists: readonly string[];
  /** LDAP attributes that the policy writes. */
  readonly attributes: readonly string[];
}

/** One row of an HR list, whitelisted fields only, keys as in the attribute definitions (`lastHireDate`). */
export type HrRow = Readonly<Record<string, AttributeValue>>;

export interface HrPage {
  readonly list: string;
  /** 1-based. */
  readonly page: number;
  readonly rows: readonly HrRow[];
}

/** The HR system. Fields that no attribute definition names never leave it. Errors: TenureError `UKG_*`. */
export interface HrSource {
  readonly definitions: readonly AttributeDefinition[];
  /** The lists a full read consists of, in order. */
  readonly lists: readonly string[];
  /** Pages of one list, from `fromPage` on, until HR says there are no more. */
  pages(list: string, fromPage: number, signal?: CancelSignal): AsyncIterable<HrPage>;
  /** Joins rows of all lists into records: primary job, descriptions, declared types. */
  assemble(rows: ReadonlyMap<string, readonly HrRow[]>): {
    readonly records: readonly HrRecord[];
    readonly problems: readonly RecordProblem[];
  };
  /** One person, fresh; undefined when HR does not know the key. @throws TenureError HR_RECORD_INVALID */
  person(personKey: string, signal?: CancelSignal): Promise<HrRecord | undefined>;
  /** Keys of the persons changed in the span (employee-changes); hints only. */
  changedBetween(fromMs: number, toMs: number, signal?: CancelSignal): Promise<readonly string[]>;
  check(): Promise<readonly Finding[]>;
  close(): Promise<void>;
}

/** A mail that is ready to go. Addresses are validated, headers are built by the mail library. */
export interface OutgoingMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo?: string;
  readonly subject: string;
  readonly text?: string;
  readonly html?: string;
  /** Stable per case and template, so that a retry carries the same Message-ID. */
  readonly messageId: string;
}

export interface Mailer {
  send(mail: OutgoingMail): Promise<void>;
  check(): Promise<readonly Finding[]>;
  close(): Promise<void>;
}

/** One line of the journal: what was done, why, by which policy version. Never a password. */
export interface JournalEntry {
  /** ISO instant, the workflow's time. */
  readonly at: string;
  readonly organization: string;
  readonly personKey?: string;
  readonly runId?: string;
  readonly caseId?: string;
  readonly event?: LifecycleEvent;
  readonly step?: string;
  readonly operation: string;
  readonly directory?: DirectoryName;
  readonly accountId?: string;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  readonly reason?: string;
  /** `tenure.yaml:12:5`. */
  readonly rule?: string;
  readonly policyVersion: string;
  readonly actor: string;
  readonly comment?: string;
  readonly outcome: 'done' | 'alreadySo' | 'failed' | 'decided' | 'reported';
  readonly code?: string;
}

export interface JournalFilter {
  readonly personKey?: string;
  readonly runId?: string;
  /** ISO instant, inclusive. */
  readonly since?: string;
}

/** Append-only record. */
export interface Journal {
  /** Durable when the promise resolves. A crash in the middle of a line damages that line only. */
  append(entries: readonly JournalEntry[]): Promise<void>;
  read(filter: JournalFilter): AsyncIterable<JournalEntry>;
}

/** Snapshots and lists by reference, so that personal data in bulk stays out of Temporal. */
export interface SnapshotStore {
  /** Replaces what the key held, atomically. Lines are JSON values. */
  write(key: string, lines: Iterable<unknown> | AsyncIterable<unknown>): Promise<void>;
  /** Adds lines to a file that is being built; `truncateTo` drops everything after that many lines first. */
  append(key: string, lines: readonly unknown[], truncateTo?: number): Promise<number>;
  read(key: string): AsyncIterable<unknown>;
  exists(key: string): Promise<boolean>;
  remove(prefix: string): Promise<void>;
}

/** Starts and signals the workflows of employees. */
export interface EmployeeStarter {
  /** Starts the workflow of a person seen for the first time; `exists` when it runs already (nothing was sent). */
  start(input: EmployeeInput, priority: number): Promise<'started' | 'exists'>;
  /** Hands a record to the person's workflow, starting it with `input` when it does not run. */
  receive(input: EmployeeInput, source: string, priority: number): Promise<void>;
}
