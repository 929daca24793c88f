import { besideConfiguration } from '../references.ts';
import type { ConfigurationFile } from '../schema.ts';
import type { ExtractSettings, ScheduleSettings, SeparateWorker, WorkerSettings } from '../settings.ts';
import type { Compiler } from './compiler.ts';

const weekMs = 604_800_000;

/** Absolute path of the storage folder. */
export function compileStorage(compiler: Compiler, written: ConfigurationFile['storage']): string {
  return besideConfiguration(compiler.document.file, written.path);
}

/** What a run reads; undefined when hrData has errors. */
export function compileExtract(compiler: Compiler): ExtractSettings | undefined {
  const { hrData } = compiler.sections;
  if (hrData === undefined) return undefined;
  const { extract, fullSyncEvery } = hrData;
  if (extract === 'delta') return { mode: 'delta', fullSyncEveryMs: fullSyncEvery ?? weekMs };
  if (fullSyncEvery !== undefined) {
    compiler.report(['hrData', 'fullSyncEvery'], 'with extract: full every run reads everybody', {
      hint: 'Remove fullSyncEvery, or set extract: delta.',
    });
  }
  return { mode: 'full' };
}

/** When runs are started; undefined when hrData or timeZone have errors. */
export function compileSchedule(compiler: Compiler): ScheduleSettings | undefined {
  const { hrData, timeZone } = compiler.sections;
  if (hrData === undefined || timeZone === undefined) return undefined;
  const { schedule } = hrData;
  if ('every' in schedule) return { kind: 'every', everyMs: schedule.every };
  return {
    kind: 'weekly',
    at: schedule.at,
    weekdays: schedule.weekdays,
    timeZone: schedule.timeZone ?? (typeof timeZone === 'string' ? timeZone : timeZone.default),
  };
}

function compileWorker(
  compiler: Compiler,
  role: 'activeDirectory' | 'notifications',
  organization: string,
): SeparateWorker | undefined {
  const written = compiler.sections.workers?.[role];
  if (written === undefined) return undefined;
  const { queue, maxPerSecond } = written;
  if (queue === 'shared') {
    if (maxPerSecond !== undefined) {
      compiler.report(['workers', role, 'maxPerSecond'], 'a shared queue has no limit of its own', {
        hint: 'Set queue: separate, or remove maxPerSecond.',
      });
    }
    return undefined;
  }
  return { queue: `tenure/${organization}/${role}`, ...(maxPerSecond === undefined ? {} : { maxPerSecond }) };
}

/** Roles with a queue and workers of their own. */
export function compileWorkers(compiler: Compiler): WorkerSettings {
  const organization = compiler.sections.organization ?? '';
  const activeDirectory = compileWorker(compiler, 'activeDirectory', organization);
  const notifications = compileWorker(compiler, 'notifications', organization);
  return {
    ...(activeDirectory === undefined ? {} : { activeDirectory }),
    ...(notifications === undefined ? {} : { notifications }),
  };
}
