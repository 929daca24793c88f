import { z } from 'zod';
import { lifecycleEvents } from '../../domain/lifecycle/types.ts';
import { clockTime, container, dayCount, duration, formula, lookup, text } from './common.ts';

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

const memberships = z.enum(['keep', 'removeManaged', 'removeAll']).default('removeManaged');

const termination = z
  .strictObject({
    at: lookup(clockTime('Clock time in the zone of the person.'), 'When on the last day.').prefault('18:00'),
    disable: flag(true, 'Whether the account is disabled.'),
    organizationalUnit: container('Where the account is moved.').optional(),
    groups: memberships.meta({
      description: 'Security groups: keep them, remove those that rules name, or remove all.',
    }),
    distributionLists: memberships.meta({
      description: 'Distribution lists: keep them, remove those that rules name, or remove all.',
    }),
    clearManager: flag(false, 'Whether the manager is cleared.'),
    resetPassword: flag(false, 'Whether the password is replaced by one that nobody knows.'),
    deleteAfter: dayCount(
      'Time from the termination to the deletion of the account; never deleted when left out.',
    ).optional(),
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
        z.string().regex(/^[A-Za-z][\w-]*$/u, 'the name of a leave has letters, digits, _ and - only'),
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
