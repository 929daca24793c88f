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
        z
          .record(z.string(), z.string().meta({ description: 'Value for the key.' }))
          .meta({ description: 'One table.' }),
      )
      .default({})
      .meta({ description: 'Tables for LOOKUP(table, key, default) in formulas: key to value.' }),
    temporal,
    storage,
    workers,
  })
  .meta({ title: 'tenure.yaml', description: 'Configuration of Tenure.' });

export type ConfigurationFile = z.output<typeof configurationFile>;
/** The sections that are right; a section with an error is undefined. */
export type Sections = { readonly [S in keyof ConfigurationFile]: ConfigurationFile[S] | undefined };

function right<T>(section: z.ZodType<T>, value: unknown): T | undefined {
  const result = section.safeParse(value);
  return result.success ? result.data : undefined;
}

/** Reads each section by itself, so that an error in one does not hide those of another. */
export function readSections(file: unknown): Sections {
  const { shape } = configurationFile;
  const parts = z.record(z.string(), z.unknown()).safeParse(file).data ?? {};
  const at = (name: string): unknown => parts[name];
  return {
    organization: right(shape.organization, at('organization')),
    environment: right(shape.environment, at('environment')),
    timeZone: right(shape.timeZone, at('timeZone')),
    ukg: right(shape.ukg, at('ukg')),
    directories: right(shape.directories, at('directories')),
    hrData: right(shape.hrData, at('hrData')),
    lifecycle: right(shape.lifecycle, at('lifecycle')),
    employmentStatus: right(shape.employmentStatus, at('employmentStatus')),
    profile: right(shape.profile, at('profile')),
    organizationalUnits: right(shape.organizationalUnits, at('organizationalUnits')),
    securityGroups: right(shape.securityGroups, at('securityGroups')),
    distributionLists: right(shape.distributionLists, at('distributionLists')),
    guards: right(shape.guards, at('guards')),
    notifications: right(shape.notifications, at('notifications')),
    tables: right(shape.tables, at('tables')),
    temporal: right(shape.temporal, at('temporal')),
    storage: right(shape.storage, at('storage')),
    workers: right(shape.workers, at('workers')),
  };
}
