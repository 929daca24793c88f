import type { Formula } from './formula/types.ts';
import type { AttributeDefinition } from './hr/record.ts';
import type { LifecycleEvent } from './lifecycle/types.ts';
import type { Place } from './place.ts';

/** A conditional choice: the first rule (by priority, then by order) whose condition holds. */
export interface Rule<T> {
  readonly when: Formula;
  readonly use: T;
  readonly place: Place;
  /** Lower wins; only organizational-unit rules have one. */
  readonly priority?: number;
}

/** A value that rules can override per person. */
export interface Lookup<T> {
  readonly rules: readonly Rule<T>[];
  readonly default: T;
  readonly place: Place;
}

/** A value that is either literal or computed from HR attributes. */
export type Mapped =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'formula'; readonly formula: Formula };

/** Clock time `HH:MM` in the person's zone. */
export type ClockTime = string;

export type PasswordRule =
  | { readonly kind: 'passphrase'; readonly words: number }
  | { readonly kind: 'generated'; readonly length: number }
  | { readonly kind: 'formula'; readonly formula: Formula };

export type RetentionMode = 'managed' | 'addOnly' | 'exact';

/** What happens to the account of a person on leave. */
export interface LeaveRule {
  readonly account: 'keep' | 'disable';
  readonly organizationalUnit?: string;
  readonly groups: 'keep' | 'removeAll';
  readonly place: Place;
}

/** What happens to the account of a leaver. */
export interface TerminationRule {
  /** Name of the reason the rule is for (`retirement`); absent for the general rule. */
  readonly name?: string;
  readonly at: Lookup<ClockTime>;
  readonly disable: boolean;
  readonly organizationalUnit?: string;
  readonly groups: 'keep' | 'removeManaged' | 'removeAll';
  readonly distributionLists: 'keep' | 'removeManaged' | 'removeAll';
  readonly clearManager: boolean;
  readonly resetPassword: boolean;
  /** Days after the termination; absent = never deleted. */
  readonly deleteAfterDays?: number;
  readonly place: Place;
}

/** A reason for leaving with a rule of its own; what the reason does not say is as in the general rule. */
export interface TerminationReason {
  readonly when: Formula;
  readonly rule: TerminationRule;
}

/** The general rule for leavers, and what makes an exception from it. Asked through `terminationRule` only. */
export interface TerminationRules extends TerminationRule {
  /** The first whose condition holds takes the place of the general rule. */
  readonly reasons?: readonly TerminationReason[];
  /** While it holds the account is not deleted. */
  readonly legalHold?: { readonly formula: Formula; readonly place: Place };
}

export interface LifecycleRules {
  readonly hire: {
    readonly createDaysAhead: Lookup<number>;
    readonly createAt: Lookup<ClockTime>;
    readonly onboardAt: Lookup<ClockTime>;
    readonly password: PasswordRule;
    readonly accountControl: {
      /** `onStartDate`: created disabled, enabled by onboarding; `onCreation`: enabled at once. */
      readonly enabled: 'onStartDate' | 'onCreation';
      readonly mustChangePassword: boolean;
      readonly passwordNeverExpires: boolean;
      readonly smartCardRequired: boolean;
    };
  };
  readonly change: { readonly groups: RetentionMode };
  /** By leave kind; names are free in the configuration. */
  readonly leave: Readonly<Record<string, LeaveRule>>;
  readonly termination: TerminationRules;
  readonly supervised: readonly LifecycleEvent[];
  readonly remindEveryMs?: number;
  /** Mail addresses that are reminded of open decisions. */
  readonly remindTo?: readonly string[];
}

/** How HR values say where a person stands. `statuses` keys: `active`, `terminated`, `leave.<kind>`. */
export interface EmploymentStatusRules {
  readonly mode: 'dates' | 'status';
  /** Names of HR attributes. */
  readonly startDate: string;
  readonly rehireDate?: string;
  readonly lastDay: string;
  readonly status: string;
  readonly statuses: Readonly<Record<string, readonly string[]>>;
  /** Values that mean `leave.<kind>` of an attribute of their own. */
  readonly place: Place;
}

/** One line of the profile map. */
export interface ProfileAttribute {
  /** LDAP display name. */
  readonly attribute: string;
  readonly value: Mapped;
  readonly whenEmpty: 'keep' | 'clear';
  readonly apply: 'onCreate' | 'onUpdate' | 'both';
  readonly place: Place;
}

export interface NamingRules {
  /** Each yields a logon-name prefix; the first free one wins, then numeric suffixes on the last. */
  readonly candidates: readonly { readonly formula: Formula; readonly place: Place }[];
  /** UPN and mail suffix, `@corp.example`. */
  readonly suffix: Mapped;
  readonly onNameChange: 'keep' | 'renameWithAlias';
  /** Replacements made before transliteration, e.g. `ü` -> `ue`. */
  readonly transliterate: Readonly<Record<string, string>>;
  readonly place: Place;
}

export interface ProfileRules {
  readonly attributes: readonly ProfileAttribute[];
  readonly names: NamingRules;
  /** Formula that yields the person key of the manager. */
  readonly manager?: { readonly formula: Formula; readonly place: Place };
}

export interface PlacementRules {
  readonly default: string;
  readonly rules: readonly Rule<string>[];
  readonly place: Place;
}

export interface ExclusiveSet {
  readonly name: string;
  /** Highest priority first. */
  readonly groups: readonly string[];
  readonly onConflict: 'higherPriority' | 'lowerPriority' | 'doNotChange';
  readonly place: Place;
}

/** Rules for security groups or for distribution lists; all matching rules contribute. */
export interface MembershipRules {
  readonly default: readonly string[];
  readonly rules: readonly Rule<readonly string[]>[];
  readonly exclusive: readonly ExclusiveSet[];
  readonly place: Place;
}

/** A notification template, bodies as liquid source. */
export interface MailTemplate {
  readonly name: string;
  readonly on: readonly LifecycleEvent[];
  readonly when?: Formula;
  readonly to: readonly Mapped[];
  readonly cc: readonly Mapped[];
  readonly bcc: readonly Mapped[];
  readonly replyTo?: Mapped;
  readonly notifyManager: boolean;
  /** Liquid source. */
  readonly subject: string;
  readonly body: string;
  readonly html: boolean;
  readonly place: Place;
}

export interface NotificationRules {
  readonly from: string;
  readonly templates: readonly MailTemplate[];
}

/** How the run is judged before its first write. */
export interface GuardRules {
  readonly feed: { readonly failOnEmpty: boolean; readonly minimumRowsShare?: number };
  /** Per event kind: at most `count`, and at most `share` of the population. */
  readonly perRun: Readonly<
    Partial<
      Record<'creations' | 'terminations' | 'moves', { readonly count?: number; readonly share?: number }>
    >
  >;
}

/** The compiled configuration: everything an administrator decided that decides about a person. */
export interface Policy {
  /** Content hash of the configuration that compiled to this, without secrets. */
  readonly version: string;
  readonly organization: string;
  readonly environment: 'production' | 'test';
  readonly timeZone: Lookup<string>;
  readonly attributes: readonly AttributeDefinition[];
  /** Persons for whom it is false are left alone and counted as skipped. */
  readonly include?: { readonly formula: Formula; readonly place: Place };
  readonly lifecycle: LifecycleRules;
  readonly employmentStatus: EmploymentStatusRules;
  readonly profile: ProfileRules;
  /** LDAP attribute in which the join value stands, and how an existing account is found. */
  readonly join: {
    /** LDAP display name of a profile attribute, default `employeeID`. */
    readonly attribute: string;
    /** Attribute that also carries the person key itself, when configured. */
    readonly personKeyAttribute?: string;
  };
  readonly organizationalUnits: PlacementRules;
  readonly securityGroups: MembershipRules;
  readonly distributionLists: MembershipRules;
  readonly notifications?: NotificationRules;
  readonly guards: GuardRules;
  /** Task queue of the directory's own worker, when separated. */
  readonly queues: { readonly activeDirectory?: string; readonly notifications?: string };
}
