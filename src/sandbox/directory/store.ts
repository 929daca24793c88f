import { idOfGroupName } from '../../domain/directory/group-names.ts';
import { createHash, randomUUID } from 'node:crypto';
import { childDn, escapeDnValue, foldDn, foldValue, parentDn } from '../../domain/directory/dn.ts';

/** An account as the store holds it. */
export interface StoredAccount {
  readonly id: string;
  readonly sid: string;
  commonName: string;
  container: string;
  userAccountControl: number;
  /** pwdLastSet = 0; also so while there is no password. */
  mustChangePassword: boolean;
  passwordHash?: string;
  managerId?: string;
  readonly adminCount: boolean;
  readonly critical: boolean;
  /** By lower-case name. */
  readonly attributes: Map<string, StoredAttribute>;
  readonly groupIds: Set<string>;
}

export interface StoredAttribute {
  /** Spelling of the first writer. */
  readonly name: string;
  readonly values: readonly string[];
}

export interface StoredGroup {
  readonly id: string;
  readonly sid: string;
  readonly name: string;
  readonly container: string;
  readonly kind: 'security' | 'distribution';
  readonly critical: boolean;
  readonly memberIds: Set<string>;
}

const DOMAIN_SID = 'S-1-5-21-1004336348-1177238915-682003330';

/** How uniqueness compares names: without case; Windows ignores accents as well (active-directory 4.1). */
function nameFold(windows: boolean): (value: string) => string {
  if (!windows) return foldValue;
  return (value) => foldValue(value.normalize('NFD').replaceAll(/\p{M}/gu, ''));
}

/** Salted with the account's id, so that equal passwords do not look equal. */
export function passwordHash(accountId: string, password: string): string {
  return createHash('sha256').update(`${accountId}\n${password}`).digest('hex');
}

/**
 * The objects of an in-memory directory with the indexes that make 100,000 accounts quick: by id, by name in a
 * container, and by value for every attribute that was ever searched. Knows nothing of plans and protection.
 */
export class DirectoryStore {
  readonly baseDn: string;
  readonly accounts = new Map<string, StoredAccount>();
  readonly groups = new Map<string, StoredGroup>();
  readonly fold: (value: string) => string;
  /** Folded DN -> the directory's spelling. */
  readonly #containers = new Map<string, string>();
  /** Container as written -> folded DN. */
  readonly #containerKeys = new Map<string, string>();
  /** Folded DN -> id of an account or group. */
  readonly #byDn = new Map<string, string>();
  /** Lower-case attribute -> folded value -> ids of accounts. */
  readonly #byValue = new Map<string, Map<string, Set<string>>>();
  readonly #groupsByName = new Map<string, string>();
  /** Names that deleted accounts go on holding: `attribute=folded value` -> id. */
  readonly #heldByDeleted = new Map<string, string>();
  readonly #windows: boolean;
  #nextRelativeId = 1103;

  constructor(baseDn: string, windows: boolean) {
    this.baseDn = baseDn;
    this.#windows = windows;
    this.fold = nameFold(windows);
    this.#containers.set(this.#key(baseDn), baseDn);
  }

  /** The container's spelling, undefined when there is none. */
  container(dn: string): string | undefined {
    return this.#containers.get(this.#containerKeys.get(dn) ?? this.#key(dn));
  }

  addContainer(dn: string): void {
    if (this.#containers.has(this.#key(dn))) return;
    const parent = parentDn(dn);
    if (parent === undefined) throw new RangeError(`${dn} is not below ${this.baseDn}`);
    this.addContainer(parent);
    this.#containers.set(this.#key(dn), dn);
  }

  removeContainer(dn: string): void {
    const inner = `,${this.#key(dn)}`;
    const held = [...this.#byDn.keys(), ...this.#containers.keys()].some((key) => key.endsWith(inner));
    if (held) throw new RangeError(`${dn} is not empty`);
    this.#containers.delete(this.#key(dn));
  }

  /** Id of the account or group of that name in that container; accents count as the directory counts them. */
  idAt(commonName: string, container: string): string | undefined {
    return this.#byDn.get(this.#dnKey(commonName, container));
  }

  idOfDn(dn: string): string | undefined {
    return this.#byDn.get(this.#key(dn));
  }

  #key(dn: string): string {
    return foldDn(dn, this.fold);
  }

  /** As {@link foldDn} of the whole name, but the container is taken apart once and not for every account. */
  #dnKey(commonName: string, container: string): string {
    let key = this.#containerKeys.get(container);
    if (key === undefined) {
      key = this.#key(container);
      if (this.#containers.has(key)) this.#containerKeys.set(container, key);
    }
    return `cn=${escapeDnValue(this.fold(commonName))},${key}`;
  }

  dnOf(object: StoredAccount | StoredGroup): string {
    return childDn('CN', 'name' in object ? object.name : object.commonName, object.container);
  }

  newSid(relativeId?: string, builtin = false): string {
    return `${builtin ? 'S-1-5-32' : DOMAIN_SID}-${relativeId ?? String(this.#nextRelativeId++)}`;
  }

  addGroup(group: Omit<StoredGroup, 'id' | 'memberIds'>): StoredGroup {
    const stored = { ...group, id: randomUUID(), memberIds: new Set<string>() };
    this.groups.set(stored.id, stored);
    this.#byDn.set(this.#dnKey(group.name, group.container), stored.id);
    this.#groupsByName.set(this.fold(group.name), stored.id);
    return stored;
  }

  removeGroup(group: StoredGroup): void {
    for (const id of group.memberIds) this.accounts.get(id)?.groupIds.delete(group.id);
    this.groups.delete(group.id);
    this.#byDn.delete(this.#dnKey(group.name, group.container));
    this.#groupsByName.delete(this.fold(group.name));
  }

  /** By cn, sAMAccountName (which groups share with their cn here) or DN. */
  groupNamed(name: string): StoredGroup | undefined {
    const id = idOfGroupName(name) ?? this.#groupsByName.get(this.fold(name)) ?? this.idOfDn(name);
    return id === undefined ? undefined : this.groups.get(id);
  }

  addAccount(account: Omit<StoredAccount, 'id' | 'groupIds'>): StoredAccount {
    const stored = { ...account, id: randomUUID(), groupIds: new Set<string>() };
    this.accounts.set(stored.id, stored);
    this.#byDn.set(this.#dnKey(stored.commonName, stored.container), stored.id);
    for (const [key, { values }] of stored.attributes) this.#index(key, values, stored.id);
    return stored;
  }

  removeAccount(account: StoredAccount): void {
    for (const id of account.groupIds) this.groups.get(id)?.memberIds.delete(account.id);
    for (const [key, { values }] of account.attributes) this.#unindex(key, values, account.id);
    this.#byDn.delete(this.#dnKey(account.commonName, account.container));
    this.accounts.delete(account.id);
    const kept = this.#windows
      ? ['samaccountname', 'userprincipalname', 'mail', 'proxyaddresses']
      : ['samaccountname'];
    for (const key of kept) {
      for (const value of account.attributes.get(key)?.values ?? []) {
        this.#heldByDeleted.set(`${key}=${this.fold(value)}`, account.id);
      }
    }
  }

  /** Gives an account another name or container. */
  relocate(account: StoredAccount, commonName: string, container: string): void {
    this.#byDn.delete(this.#dnKey(account.commonName, account.container));
    account.commonName = commonName;
    account.container = container;
    this.#byDn.set(this.#dnKey(commonName, container), account.id);
  }

  /** Replaces the values of one attribute; none = removes it. */
  setAttribute(account: StoredAccount, name: string, values: readonly string[]): void {
    const key = name.toLowerCase();
    const held = account.attributes.get(key);
    if (held !== undefined) this.#unindex(key, held.values, account.id);
    if (values.length === 0) {
      account.attributes.delete(key);
      return;
    }
    account.attributes.set(key, { name: held?.name ?? name, values: [...values] });
    this.#index(key, values, account.id);
  }

  join(account: StoredAccount, group: StoredGroup): void {
    account.groupIds.add(group.id);
    group.memberIds.add(account.id);
  }

  leave(account: StoredAccount, group: StoredGroup): void {
    account.groupIds.delete(group.id);
    group.memberIds.delete(account.id);
  }

  /** Ids of the live accounts that hold the value. The first search of an attribute builds its index. */
  holders(attribute: string, value: string): ReadonlySet<string> {
    const key = attribute.toLowerCase();
    if (key === 'distinguishedname') return this.#accountAt(value);
    let index = this.#byValue.get(key);
    if (index === undefined) {
      index = new Map();
      this.#byValue.set(key, index);
      for (const account of this.accounts.values()) {
        this.#index(key, account.attributes.get(key)?.values ?? [], account.id);
      }
    }
    return index.get(this.fold(value)) ?? new Set();
  }

  #accountAt(dn: string): ReadonlySet<string> {
    const id = this.idOfDn(dn);
    return new Set(id !== undefined && this.accounts.has(id) ? [id] : []);
  }

  /** Any object, deleted ones included, that holds the value. */
  anyHolder(attribute: string, value: string): string | undefined {
    const [live] = this.holders(attribute, value);
    if (live !== undefined) return live;
    const key = attribute.toLowerCase();
    if (key === 'distinguishedname') return this.idOfDn(value);
    if (key === 'samaccountname' || key === 'cn') {
      const group = this.#groupsByName.get(this.fold(value));
      if (group !== undefined) return group;
    }
    return this.#heldByDeleted.get(`${key}=${this.fold(value)}`);
  }

  #index(key: string, values: readonly string[], id: string): void {
    const index = this.#byValue.get(key);
    if (index === undefined) return;
    for (const value of values) {
      const folded = this.fold(value);
      const ids = index.get(folded);
      if (ids === undefined) index.set(folded, new Set([id]));
      else ids.add(id);
    }
  }

  #unindex(key: string, values: readonly string[], id: string): void {
    const index = this.#byValue.get(key);
    if (index === undefined) return;
    for (const value of values) {
      const folded = this.fold(value);
      const ids = index.get(folded);
      ids?.delete(id);
      if (ids?.size === 0) index.delete(folded);
    }
  }
}
