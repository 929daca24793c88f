import { z } from 'zod';
import { readThreshold, type Threshold } from '../text.ts';
import { percentage } from './common.ts';

const limit = (what: string) =>
  z
    .string()
    .transform((value, context): Threshold => {
      const threshold = readThreshold(value);
      if (threshold !== undefined) return threshold;
      context.issues.push({
        code: 'custom',
        message: `"${value}" is no limit`,
        input: value,
        params: { hint: 'Write a number, a percentage, or both: 10, 2%, 10 or 2%.' },
      });
      return z.NEVER;
    })
    .meta({
      description: `Most ${what} of one run: a number, a percentage, or both.`,
      examples: ['10 or 2%'],
    })
    .optional();

/** `guards`: limits that judge a whole run before its first write. */
export const guards = z
  .strictObject({
    feed: z
      .strictObject({
        failOnEmpty: z
          .boolean()
          .default(true)
          .meta({ description: 'Whether an answer of UKG Pro without any person stops the run.' }),
        minimumRows: percentage('Least number of persons, as a share of the run before.').optional(),
      })
      .prefault({})
      .meta({ description: 'What makes an answer of UKG Pro believable.' }),
    perRun: z
      .strictObject({
        terminations: limit('terminations'),
        creations: limit('new accounts'),
        moves: limit('moves between organizational units'),
      })
      .prefault({})
      .meta({ description: 'A run with more is held until somebody decides.' }),
  })
  .prefault({})
  .meta({ description: 'Limits that judge a whole run before its first write.' });
