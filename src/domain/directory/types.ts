/** The directories that Tenure keeps. */
export type DirectoryName = 'activeDirectory';

/** A group or list, resolved once from its configured name. */
export interface GroupRef {
  /** Immutable id (objectGUID). */
  readonly id: string;
  readonly name: string;
  readonly dn: string;
  readonly kind: 'security' | 'distribution';
}

/** A group as the directory describes it; `protectedBy` says why it must not be changed. */
export interface ResolvedGroup extends GroupRef {
  readonly protectedBy?: string;
}

/** Actual state: what a directory holds for an account now. */
export interface AccountState {
  readonly directory: DirectoryName;
  /** Immutable id (objectGUID, text form, lower case). */
  readonly id: string;
  readonly dn: string;
  readonly commonName: string;
  /** DN of the container that holds the account. */
  readonly organizationalUnit: string;
  readonly enabled: boolean;
  readonly mustChangePassword: boolean;
  /** By LDAP display name; values as text, absent attributes are absent. Binary attributes are not read. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  readonly managerDn?: string;
  /** Direct memberships, the primary group excluded; where a group is protected, why. */
  readonly groups: readonly ResolvedGroup[];
  /** Why the account must not be touched (AdminSDHolder, built-in, protected list); absent = may be. */
  readonly protectedBy?: string;
}

/** One attribute's old and new values; empty = absent. */
export interface AttributeChange {
  readonly attribute: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** One directory write that can be shown, applied, checked and reversed. */
export type Change =
  | {
      readonly kind: 'createAccount';
      readonly commonName: string;
      readonly organizationalUnit: string;
      readonly attributes: Readonly<Record<string, readonly string[]>>;
      readonly enabled: boolean;
      readonly mustChangePassword: boolean;
      readonly passwordNeverExpires: boolean;
      readonly smartCardRequired: boolean;
      readonly manager?: { readonly id: string; readonly dn: string };
    }
  | { readonly kind: 'updateProfile'; readonly attributes: readonly AttributeChange[] }
  | { readonly kind: 'rename'; readonly before: string; readonly after: string }
  | { readonly kind: 'move'; readonly before: string; readonly after: string }
  | { readonly kind: 'enable' }
  | { readonly kind: 'disable' }
  | { readonly kind: 'resetPassword'; readonly mustChange: boolean }
  | {
      readonly kind: 'setManager';
      readonly before?: string;
      readonly after?: { readonly id: string; readonly dn: string };
    }
  | { readonly kind: 'addToGroups'; readonly groups: readonly GroupRef[] }
  | { readonly kind: 'removeFromGroups'; readonly groups: readonly GroupRef[] }
  | { readonly kind: 'deleteAccount'; readonly dn: string };

export type ChangeKind = Change['kind'];
