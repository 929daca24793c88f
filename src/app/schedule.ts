import { ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { hrSyncScheduleId, mainQueue, workflowTypes } from '../contracts/ids.ts';
import type { Client, ScheduleSpec } from '@temporalio/client';
import type { Configuration, ScheduleSettings } from '../config/index.ts';

const weekdayNames = {
  mon: 'MONDAY',
  tue: 'TUESDAY',
  wed: 'WEDNESDAY',
  thu: 'THURSDAY',
  fri: 'FRIDAY',
  sat: 'SATURDAY',
  sun: 'SUNDAY',
} as const;

/**
 * Creates the Temporal Schedule that starts the runs, or brings it in line with the configuration. A run that
 * is still going is never overtaken; what was missed while the server was down is not caught up but once.
 * @returns a sentence for people
 */
export async function ensureSchedule(client: Client, configuration: Configuration): Promise<string> {
  const { organization } = configuration.policy;
  const scheduleId = hrSyncScheduleId(organization);
  const wanted = {
    spec: specOf(configuration.schedule),
    action: {
      type: 'startWorkflow' as const,
      workflowType: workflowTypes.scheduledHrSync,
      workflowId: `scheduled-${scheduleId}`,
      taskQueue: mainQueue(organization),
      args: [{ organization, mode: configuration.extract.mode }],
      staticSummary: 'Starts a synchronisation with HR',
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 hour' as const },
  };
  try {
    await client.schedule.create({ scheduleId, ...wanted });
    return `The schedule ${scheduleId} was created: ${describeSchedule(configuration.schedule)}.`;
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
  await client.schedule.getHandle(scheduleId).update((present) => ({ ...wanted, state: present.state }));
  return `The schedule ${scheduleId} is in place: ${describeSchedule(configuration.schedule)}.`;
}

/** `every 1 h`, `on mon, tue at 06:00 (Europe/Berlin)`. */
export function describeSchedule(schedule: ScheduleSettings): string {
  if (schedule.kind === 'every') return `every ${schedule.everyMs / 60_000} minutes`;
  return `on ${schedule.weekdays.join(', ')} at ${schedule.at.join(', ')} (${schedule.timeZone})`;
}

function specOf(schedule: ScheduleSettings): ScheduleSpec {
  if (schedule.kind === 'every') {
    return { intervals: [{ every: schedule.everyMs }], jitter: Math.min(schedule.everyMs / 20, 120_000) };
  }
  return {
    timezone: schedule.timeZone,
    calendars: schedule.at.map((clock) => {
      const [hour = 0, minute = 0] = clock.split(':').map(Number);
      return { hour, minute, dayOfWeek: schedule.weekdays.map((day) => weekdayNames[day]) };
    }),
  };
}
