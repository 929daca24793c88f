import { z } from 'zod';
import { condition, container, text } from './common.ts';

/** `organizationalUnits`: step 5. */
export const organizationalUnits = z
  .strictObject({
    default: container('Where everybody goes for whom no rule holds.'),
    rules: z
      .array(
        z.strictObject({
          priority: z
            .number()
            .int()
            .optional()
            .meta({ description: 'The lowest number wins. Without priorities the first rule wins.' }),
          when: condition('For whom the rule holds.'),
          use: container('The organizational unit.'),
        }),
      )
      .default([])
      .meta({ description: 'Exactly one rule decides.' }),
  })
  .meta({ description: 'Step 5, organizational unit assignment.' });

function memberships(noun: string) {
  const name = () => text(`Name (cn or sAMAccountName) or distinguished name of a ${noun}.`);
  const list = () =>
    z
      .union([name(), z.array(name())])
      .transform((value) => [value].flat())
      .meta({ description: `One ${noun} or a list of them.` });
  return z
    .strictObject({
      default: list().prefault([]).meta({ description: 'For everybody.' }),
      rules: z
        .array(z.strictObject({ when: condition('For whom the rule holds.'), use: list() }))
        .default([])
        .meta({ description: 'Every rule that holds contributes.' }),
      exclusive: z
        .array(
          z.strictObject({
            name: text('Name of the set, for reports.'),
            groups: z
              .array(name())
              .min(2, 'needs at least two members')
              .meta({ description: 'Highest priority first.' }),
            onConflict: z
              .enum(['higherPriority', 'lowerPriority', 'doNotChange'])
              .default('higherPriority')
              .meta({ description: 'Which of several stays; or leave all as they are.' }),
          }),
        )
        .default([])
        .meta({ description: 'Sets of which nobody may be in more than one.' }),
    })
    .prefault({});
}

/** `securityGroups`: step 6. */
export const securityGroups = memberships('security group').meta({
  description: 'Step 6, security group assignment.',
});

/** `distributionLists`: step 7. */
export const distributionLists = memberships('distribution list').meta({
  description: 'Step 7, distribution list assignment.',
});
