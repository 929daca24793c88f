import { z } from 'zod';
import { text } from './common.ts';

const attributeName = (description: string) => text(description);

/** `employmentStatus`: step 3. */
export const employmentStatus = z
  .strictObject({
    mode: z
      .enum(['dates', 'status'])
      .default('dates')
      .meta({ description: 'Whether dates or status values say when somebody comes and goes.' }),
    startDate: attributeName('HR attribute with the start date.').default('startDate'),
    rehireDate: attributeName(
      'HR attribute with the date of the rehire, when it has one of its own.',
    ).optional(),
    lastDay: attributeName('HR attribute with the last day of work.').default('lastDay'),
    status: attributeName('HR attribute with the employment status.').default('status'),
    statuses: z
      .record(
        z
          .string()
          .regex(/^(?:active|terminated|leave\..+)$/u, 'must be active, terminated or "leave.<kind>"'),
        z
          .array(z.string())
          .min(1, 'must name at least one value')
          .meta({ description: 'Values, compared without regard to case.' }),
      )
      .default({ active: ['A'], terminated: ['T'] })
      .meta({
        description:
          'Values of the status attribute that mean `active`, `terminated` or `leave.<kind>`; a value that stands nowhere needs attention.',
      }),
  })
  .prefault({})
  .meta({ description: 'Step 3, employment status: where the HR record says that a person stands.' });
