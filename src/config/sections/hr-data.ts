import { z } from 'zod';
import { clockTime, condition, duration, timeZone } from './common.ts';

/** Days of the week, Monday first. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const startTime = clockTime('Clock time.').refine(
  (value) => value !== '24:00',
  'must be between 00:00 and 23:59',
);

const schedule = z
  .union([
    z.strictObject({
      every: duration('Time between two runs.', { atLeastMs: 60_000, example: '1h' }),
    }),
    z.strictObject({
      at: z
        .union([startTime, z.array(startTime).min(1)])
        .transform((value) => [value].flat())
        .meta({ description: 'Clock time of the run, or a list of them.' }),
      weekdays: z
        .array(z.enum(weekdays))
        .min(1)
        .default([...weekdays])
        .meta({ description: 'On which days.' }),
      timeZone: timeZone('Zone of the clock time; the default of timeZone when left out.').optional(),
    }),
  ])
  .prefault({ every: '1h' })
  .meta({ description: 'When Tenure synchronises with UKG Pro: `every`, or `at` with `weekdays`.' });

const wireField = z
  .string()
  .regex(
    /^(?:person|employment|details)\.[A-Za-z][A-Za-z0-9]*$/u,
    'must be person.<field>, employment.<field> or details.<field>',
  )
  .meta({
    description:
      'Field of person-details, employment-details or (details) employee-employment-details of UKG Pro.',
    examples: ['employment.orgLevel2Code'],
  });

const attribute = z
  .strictObject({
    from: z
      .union([wireField, z.array(wireField).min(1)])
      .transform((value) => [value].flat())
      .meta({ description: 'Field in UKG Pro, or a list of which the first that is not empty counts.' }),
    type: z
      .enum(['text', 'number', 'date', 'boolean'])
      .default('text')
      .meta({ description: 'What the value is.' }),
    describe: z
      .string()
      .regex(
        /^(?:orgLevel[1-4]|location|job|codeTable:[A-Za-z0-9_-]+)$/u,
        'must be orgLevel1 to orgLevel4, location, job, or codeTable:NAME',
      )
      .optional()
      .meta({
        description:
          'Configuration table of UKG Pro that turns the code into its description; the code stays available as <name>Code.',
        examples: ['orgLevel2', 'codeTable:JOBFAMILY'],
      }),
  })
  .meta({ description: 'One HR attribute.' });

/** `hrData`: step 1, HR data definition. */
export const hrData = z
  .strictObject({
    extract: z
      .enum(['full', 'delta'])
      .default('full')
      .meta({ description: 'Read everybody in every run, or only what changed since the last one.' }),
    fullSyncEvery: duration(
      'With `extract: delta`: how often everybody is read all the same; one week when left out.',
      {
        atLeastMs: 3_600_000,
        example: '1w',
      },
    ).optional(),
    schedule,
    include: condition(
      'Who is looked after; everybody else is left alone and counted as skipped.',
    ).optional(),
    attributes: z
      .record(
        z
          .string()
          .regex(/^[A-Za-z_][A-Za-z0-9_]*$/u, 'the name of an attribute has letters, digits and _ only'),
        attribute,
      )
      .default({})
      .meta({
        description: 'HR attributes beside the standard ones; the same name replaces a standard one.',
      }),
  })
  .prefault({})
  .meta({ description: 'Step 1, HR data definition: what is read from UKG Pro, of whom, and when.' });
