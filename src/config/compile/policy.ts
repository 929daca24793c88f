import { contentHash } from '../../domain/hash.ts';
import type { AttributeDefinition } from '../../domain/hr/record.ts';
import type { GuardRules, Policy } from '../../domain/policy.ts';
import { plainJson } from '../plain.ts';
import type { ConfigurationFile, Sections } from '../schema.ts';
import type { WorkerSettings } from '../settings.ts';
import { compileMemberships, compilePlacement } from './assignments.ts';
import { compileLookup, type Compiler } from './compiler.ts';
import { compileEmploymentStatus, compileLifecycle } from './lifecycle.ts';
import type { TemplateNames } from './mail-template.ts';
import { compileNotifications } from './notifications.ts';
import { compileProfile } from './profile.ts';

/** What a policy is compiled from beside its sections. */
export interface PolicyFacts {
  readonly attributes: readonly AttributeDefinition[];
  readonly templateNames: TemplateNames;
  readonly profileOrder: readonly string[];
  readonly workers: WorkerSettings;
}

function compileGuards(written: ConfigurationFile['guards']): GuardRules {
  const { failOnEmpty, minimumRows } = written.feed;
  const { creations, terminations, moves } = written.perRun;
  return {
    feed: { failOnEmpty, ...(minimumRows === undefined ? {} : { minimumRowsShare: minimumRows }) },
    perRun: {
      ...(creations === undefined ? {} : { creations }),
      ...(terminations === undefined ? {} : { terminations }),
      ...(moves === undefined ? {} : { moves }),
    },
  };
}

function joinRules(directories: Sections['directories']): Policy['join'] {
  const { joinAttribute, personKeyAttribute } = directories?.activeDirectory ?? {};
  return {
    attribute: joinAttribute ?? 'employeeID',
    ...(personKeyAttribute === undefined ? {} : { personKeyAttribute }),
  };
}

/**
 * What has no influence on any person: where a rule stands, on which queue a step runs, and the guards, which judge
 * runs: moving a limit must not make everybody be looked at again.
 */
const withoutMeaning: ReadonlySet<string> = new Set(['place', 'queues', 'guards', 'version']);

/** Content hash of what the policy says: comments, order of keys and places do not matter, template bodies do. */
export function policyVersion(policy: Omit<Policy, 'version'>, tables: ConfigurationFile['tables']): string {
  return contentHash({ policy: plainJson(policy, withoutMeaning), tables });
}

type Parts = Omit<
  Policy,
  'version' | 'organization' | 'environment' | 'attributes' | 'join' | 'queues' | 'guards'
>;

/** Each section by itself, so that an error in one does not hide those of another. */
function compileParts(compiler: Compiler, facts: PolicyFacts): Partial<Parts> {
  const { sections } = compiler;
  const { attributes, profileOrder, templateNames } = facts;
  const { timeZone, lifecycle, employmentStatus, profile, notifications, hrData } = sections;
  return {
    ...(timeZone === undefined ? {} : { timeZone: compileLookup(compiler, ['timeZone'], timeZone) }),
    ...(lifecycle === undefined ? {} : { lifecycle: compileLifecycle(compiler, lifecycle) }),
    ...(employmentStatus === undefined
      ? {}
      : { employmentStatus: compileEmploymentStatus(compiler, employmentStatus, attributes) }),
    ...(profile === undefined
      ? {}
      : { profile: compileProfile(compiler, profile, profileOrder, joinRules(sections.directories)) }),
    ...(notifications === undefined
      ? {}
      : { notifications: compileNotifications(compiler, notifications, templateNames) }),
    ...(hrData?.include === undefined
      ? {}
      : {
          include: {
            formula: compiler.formula(['hrData', 'include']),
            place: compiler.place(['hrData', 'include']),
          },
        }),
    ...compileAssignments(compiler),
  };
}

function compileAssignments(compiler: Compiler): Partial<Parts> {
  const { organizationalUnits, securityGroups, distributionLists } = compiler.sections;
  return {
    ...(organizationalUnits === undefined
      ? {}
      : { organizationalUnits: compilePlacement(compiler, organizationalUnits) }),
    ...(securityGroups === undefined
      ? {}
      : { securityGroups: compileMemberships(compiler, 'securityGroups', securityGroups) }),
    ...(distributionLists === undefined
      ? {}
      : { distributionLists: compileMemberships(compiler, 'distributionLists', distributionLists) }),
  };
}

/** The parts when none is missing. */
function whole(parts: Partial<Parts>): Parts | undefined {
  const { timeZone, lifecycle, employmentStatus, profile } = parts;
  const { organizationalUnits, securityGroups, distributionLists } = parts;
  if (timeZone === undefined || lifecycle === undefined || employmentStatus === undefined) return undefined;
  if (profile === undefined || organizationalUnits === undefined) return undefined;
  if (securityGroups === undefined || distributionLists === undefined) return undefined;
  const steps = { timeZone, lifecycle, employmentStatus, profile };
  return { ...parts, ...steps, organizationalUnits, securityGroups, distributionLists };
}

/** The policy, and every problem on the way; undefined when a section is missing because it has errors. */
export function compilePolicy(compiler: Compiler, facts: PolicyFacts): Policy | undefined {
  const parts = whole(compileParts(compiler, facts));
  const { organization, environment, guards, tables, directories } = compiler.sections;
  if (parts === undefined || organization === undefined) return undefined;
  if (environment === undefined || guards === undefined) return undefined;
  const { workers, attributes } = facts;
  const policy: Omit<Policy, 'version'> = {
    ...parts,
    organization,
    environment,
    attributes,
    guards: compileGuards(guards),
    join: joinRules(directories),
    queues: {
      ...(workers.activeDirectory === undefined ? {} : { activeDirectory: workers.activeDirectory.queue }),
      ...(workers.notifications === undefined ? {} : { notifications: workers.notifications.queue }),
    },
  };
  return { ...policy, version: policyVersion(policy, tables ?? {}) };
}
