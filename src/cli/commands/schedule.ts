import { command, group } from '../command.ts';
import { openContext, withTemporal } from '../context.ts';
import { showTime } from '../output.ts';
import { describeSchedule, ensureSchedule } from '../../app/schedule.ts';
import { hrSyncScheduleId } from '../../contracts/ids.ts';
import type { CommonOptions } from '../context.ts';

const ensure = command<CommonOptions>(
  {
    usage: 'apply',
    description: 'create the schedule, or bring it in line with tenure.yaml',
    examples: ['tenure schedule apply'],
  },
  async (_args, options) => {
    const { configuration, output } = await openContext(options);
    const said = await withTemporal(configuration, async ({ client }) =>
      ensureSchedule(client, configuration),
    );
    output.result({ schedule: hrSyncScheduleId(configuration.policy.organization) }, () => said);
  },
);

const show = command<CommonOptions>(
  { usage: 'show', description: 'when runs happen, and the last ones', examples: ['tenure schedule show'] },
  async (_args, options) => {
    const { configuration, output } = await openContext(options);
    const id = hrSyncScheduleId(configuration.policy.organization);
    const { state, info } = await withTemporal(configuration, async ({ client }) =>
      client.schedule.getHandle(id).describe(),
    );
    const next = info.nextActionTimes.slice(0, 3).map((time) => time.toISOString());
    const last = info.recentActions.slice(-3).map(({ takenAt }) => takenAt.toISOString());
    output.result({ schedule: id, paused: state.paused, note: state.note, next, last }, () =>
      [
        `${id}: ${describeSchedule(configuration.schedule)}${state.paused ? ', paused' : ''}`,
        `next: ${info.nextActionTimes
          .slice(0, 3)
          .map((time) => showTime(time.getTime()))
          .join(', ')}`,
        `last: ${last.length === 0 ? 'none yet' : last.join(', ')}`,
      ].join('\n'),
    );
  },
);

function switching(name: 'pause' | 'resume', description: string) {
  return command<CommonOptions & { readonly comment?: string }>(
    { usage: name, description, examples: [`tenure schedule ${name} --comment "maintenance of the domain"`] },
    async (_args, options) => {
      const { configuration, output } = await openContext(options);
      const id = hrSyncScheduleId(configuration.policy.organization);
      await withTemporal(configuration, async ({ client }) => {
        const handle = client.schedule.getHandle(id);
        await (name === 'pause' ? handle.pause(options.comment) : handle.unpause(options.comment));
      });
      output.result(
        { schedule: id, paused: name === 'pause' },
        () => `${id} is ${name === 'pause' ? 'paused' : 'running'}.`,
      );
    },
  ).option('--comment <text>', 'kept with the schedule');
}

/** `tenure schedule`: when runs with HR are started. */
export const scheduleCommand = group('schedule', 'the schedule of runs with HR', [
  ensure,
  show,
  switching('pause', 'start no runs until resumed'),
  switching('resume', 'start runs again'),
]);
