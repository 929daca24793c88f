import { z } from 'zod';
import { formula, mapped } from './common.ts';

/** LDAP display name of an attribute. */
export function ldapName(description: string) {
  return z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]*$/u, 'must be the LDAP display name of an attribute')
    .meta({ description });
}

const value = () => mapped('Literal text, or a formula when it begins with =.', 'profile');

const attribute = z
  .union([
    value(),
    z.strictObject({
      value: value(),
      whenEmpty: z
        .enum(['keep', 'clear'])
        .default('keep')
        .meta({ description: 'What happens to the value in the directory when this one is empty.' }),
      apply: z
        .enum(['onCreate', 'onUpdate', 'both'])
        .default('both')
        .meta({ description: 'When the value is written.' }),
    }),
  ])
  .meta({
    description: 'An attribute of the account by its LDAP display name: a value, or `value` with options.',
  });

const names = z
  .strictObject({
    candidates: z
      .array(formula('Formula that yields a logon name.', 'profile', 'text'))
      .min(1, 'must have at least one candidate')
      .meta({
        description:
          'Logon names in order of preference; the first free one is taken, then the last with a number.',
      }),
    suffix: mapped('What follows the logon name in the UPN and the mail address.', 'profile', 'text').meta({
      examples: ['@corp.example'],
    }),
    onNameChange: z.enum(['keep', 'renameWithAlias']).default('keep').meta({
      description:
        'When the name of a person changes: keep logon name and address, or make new ones and keep the old address as an alias.',
    }),
    transliterate: z
      .record(z.string().min(1), z.string().meta({ description: 'What stands for the letters.' }))
      .default({})
      .meta({
        description: 'Replacements before letters are brought to ASCII.',
        examples: [{ ü: 'ue', å: 'aa' }],
      }),
  })
  .meta({ description: 'How logon names and addresses are made.' });

/** `profile`: step 4, profile map. */
export const profile = z
  .object({
    names,
    manager: formula('Formula that yields the person key of the manager.', 'profile', 'text').optional(),
  })
  .catchall(attribute)
  .meta({
    description:
      'Step 4, profile map. A formula sees HR attributes, and attributes of this map by names that no HR attribute has.',
  });
