import { z } from 'zod';
import { distributionLists, organizationalUnits, securityGroups } from './sections/assignments.ts';
import { lookup, timeZone } from './sections/common.ts';
import { directories } from './sections/directories.ts';
import { employmentStatus } from './sections/employment-status.ts';
import { guards } from './sections/guards.ts';
import { hrData } from './sections/hr-data.ts';
import { lifecycle } from './sections/lifecycle.ts';
import { notifications } from './sections/notifications.ts';
import { profile } from './sections/profile.ts';
import { storage, temporal, workers } from './sections/running.ts';
import { ukg } from './sections/ukg.ts';

/** tenure.yaml: one strict mapping, one schema per section (architecture 6). */
export const configurationFile = z
  .strictObject({
    organization: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,62}$/u, 'has lower-case letters, digits and - only, at most 63')
      .meta({
        description: 'Short name of the organization; it stands in workflow ids and never changes.',
        examples: ['acme'],
      }),
    environment: z
      .enum(['production', 'test'])
      .default('production')
      .meta({ description: 'Shown in reports and mails.' }),
    timeZone: lookup(
      timeZone('IANA time zone.'),
      'Zone of the clock times, per person: one for all, or `default` and `rules`.',
    ),
    ukg,
    directories,
    hrData,
    lifecycle,
    employmentStatus,
    profile,
    organizationalUnits,
    securityGroups,
    distributionLists,
    guards,
    notifications: notifications.optional(),
    tables: z
      .record(
        z.string().regex(/^[A-Za-z_]\w*$/u, 'the name of a table has letters, digits and _ only'),
        z.record(z.string(), z.string()),
      )
      .default({})
      .meta({ description: 'Tables for LOOKUP(table, key, default) in formulas: key to value.' }),
    temporal,
    storage,
    workers,
  })
  .meta({ title: 'tenure.yaml', description: 'Configuration of Tenure.' });

export type ConfigurationFile = z.output<typeof configurationFile>;
/** Name of a section. */
export type Section = keyof ConfigurationFile;
/** The sections that are right; a section with an error is absent. */
export type Sections = Partial<ConfigurationFile>;
