import { z } from 'zod';
import { lifecycleEvents } from '../../domain/lifecycle/types.ts';
import { clockTime, condition, container, dayCount, duration, formula, lookup, text } from './common.ts';

/** Names that an administrator gives; they begin with a letter, so that their order in the file is kept. */
const namePattern = /^[A-Za-z][\w-]*$/u;

const flag = (fallback: boolean, description: string) => z.boolean().default(fallback).meta({ description });

const password = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('passphrase').meta({ description: 'How the password is made.' }),
      words: z.number().int().min(3).max(10).default(4).meta({ description: 'Number of words.' }),
    }),
    z.strictObject({
      kind: z.literal('generated').meta({ description: 'How the password is made.' }),
      length: z.number().int().min(12).max(128).default(20).meta({ description: 'Number of characters.' }),
    }),
    z.strictObject({
      kind: z.literal('formula').meta({ description: 'How the password is made.' }),
      formula: formula('Formula over HR attributes that yields the password.', 'hr', 'text'),
    }),
  ])
  .prefault({ kind: 'passphrase' })
  .meta({ description: 'How the initial password is made: `passphrase`, `generated` or `formula`.' });

const accountControl = z
  .strictObject({
    enabled: z
      .enum(['onStartDate', 'onCreation'])
      .default('onStartDate')
      .meta({ description: 'When the account can be used: enabled by onboarding, or at once.' }),
    mustChangePassword: flag(true, 'Whether the password must be changed at the first logon.'),
    passwordNeverExpires: flag(false, 'Whether the password never expires.'),
    smartCardRequired: flag(false, 'Whether logon needs a smart card.'),
  })
  .prefault({})
  .meta({ description: 'Flags of a new account.' });

const hire = z
  .strictObject({
    createDaysAhead: lookup(
      z.number().int().min(0).max(365).meta({ description: 'Number of days.' }),
      'Days before the start date on which the account is created.',
    ).prefault(7),
    createAt: lookup(clockTime('Clock time in the zone of the person.'), 'When on that day.').prefault(
      '06:00',
    ),
    onboardAt: lookup(clockTime('Clock time in the zone of the person.'), 'When on the start date.').prefault(
      '08:00',
    ),
    password,
    accountControl,
  })
  .prefault({})
  .meta({ description: 'New hires, and people who come back.' });

const leaveRule = z
  .strictObject({
    account: z
      .enum(['keep', 'disable'])
      .default('keep')
      .meta({ description: 'What happens to the account.' }),
    organizationalUnit: container('Where the account is moved during the leave.').optional(),
    groups: z
      .enum(['keep', 'removeAll'])
      .default('keep')
      .meta({ description: 'What happens to the memberships; they come back with the person.' }),
  })
  .meta({
    description:
      'One kind of leave; its name is free, employmentStatus.statuses refers to it as leave.<name>.',
  });

const memberships = z.enum(['keep', 'removeManaged', 'removeAll']);

const lastClock = lookup(clockTime('Clock time in the zone of the person.'), 'When on the last day.');

const described = {
  disable: 'Whether the account is disabled.',
  organizationalUnit: 'Where the account is moved.',
  groups: 'Security groups: keep them, remove those that rules name, or remove all.',
  distributionLists: 'Distribution lists: keep them, remove those that rules name, or remove all.',
  clearManager: 'Whether the manager is cleared.',
  resetPassword: 'Whether the password is replaced by one that nobody knows.',
  deleteAfter: 'Time from the termination to the deletion of the account',
};

const terminationReason = z
  .strictObject({
    when: condition('For whom this reason holds.'),
    at: lastClock.optional(),
    disable: z.boolean().optional().meta({ description: described.disable }),
    organizationalUnit: container(described.organizationalUnit).optional(),
    groups: memberships.optional().meta({ description: described.groups }),
    distributionLists: memberships.optional().meta({ description: described.distributionLists }),
    clearManager: z.boolean().optional().meta({ description: described.clearManager }),
    resetPassword: z.boolean().optional().meta({ description: described.resetPassword }),
    deleteAfter: z
      .union([z.literal('never'), dayCount('Whole days.')])
      .optional()
      .meta({ description: `${described.deleteAfter}, or \`never\`.` }),
  })
  .meta({
    description:
      'A reason for leaving, such as retirement or death; its name is free. What it leaves out is as the general rule says.',
  });

const termination = z
  .strictObject({
    at: lastClock.prefault('18:00'),
    disable: flag(true, described.disable),
    organizationalUnit: container(described.organizationalUnit).optional(),
    groups: memberships.default('removeManaged').meta({ description: described.groups }),
    distributionLists: memberships
      .default('removeManaged')
      .meta({ description: described.distributionLists }),
    clearManager: flag(false, described.clearManager),
    resetPassword: flag(false, described.resetPassword),
    deleteAfter: dayCount(`${described.deleteAfter}; never deleted when left out.`).optional(),
    reasons: z
      .record(
        z.string().regex(namePattern, 'the name of a reason has letters, digits, _ and - only'),
        terminationReason,
      )
      .default({})
      .meta({
        description:
          'Leavers with a rule of their own, tried from top to bottom: the first whose condition holds.',
      }),
    legalHold: condition('For whom the account is not deleted while this holds.').optional(),
  })
  .prefault({})
  .meta({ description: 'Leavers.' });

const events = z.array(z.enum(lifecycleEvents)).meta({ description: 'Lifecycle events.' });

/** `lifecycle`: step 2, lifecycle business rules. */
export const lifecycle = z
  .strictObject({
    hire,
    change: z
      .strictObject({
        groups: z.enum(['managed', 'addOnly', 'exact']).default('managed').meta({
          description:
            'Memberships that no rule grants any more: remove those that rules name (managed), none (addOnly), or every other one (exact).',
        }),
      })
      .prefault({})
      .meta({ description: 'Changes of profile or role.' }),
    leave: z
      .record(
        z.string().regex(namePattern, 'the name of a leave has letters, digits, _ and - only'),
        leaveRule,
      )
      .default({})
      .meta({ description: 'Kinds of leave.' }),
    termination,
    supervised: z
      .union([
        events,
        z.strictObject({
          events,
          remind: duration('How often people are reminded of an open decision.', {
            atLeastMs: 60_000,
          }).optional(),
          remindTo: z
            .array(text('Mail address.'))
            .default([])
            .meta({ description: 'Mail addresses that are reminded; needs `notifications`.' }),
        }),
      ])
      .default([])
      .meta({
        description: 'Events that wait for a decision; a list, or `events` with `remind` and `remindTo`.',
      }),
  })
  .prefault({})
  .meta({ description: 'Step 2, lifecycle business rules: what happens when.' });
