import { writeFile } from 'node:fs/promises';
import { command } from '../command.ts';
import { openContext, withTemporal } from '../context.ts';
import { nowOf, readEmployee } from '../employees.ts';
import { planPage } from '../plan-page.ts';
import type { Preview } from '../plan-page.ts';
import { compose } from '../../app/index.ts';
import { createPeople, firstSight, planPerson } from '../../../activities/index.ts';
import { TenureError } from '../../domain/errors.ts';
import { describePlan } from '../../domain/plan/describe.ts';
import { evaluate } from '../../domain/lifecycle/evaluate.ts';
import { explain } from '../../domain/lifecycle/explain.ts';
import { initialMemory } from '../../domain/lifecycle/memory.ts';
import { lifecycleEvents } from '../../domain/lifecycle/types.ts';
import type { EmployeeView } from '../../contracts/messages.ts';
import type { Configuration } from '../../config/index.ts';
import type { LifecycleEvent, Memory } from '../../domain/lifecycle/types.ts';
import type { HrRecord } from '../../domain/hr/record.ts';
import type { Planning } from '../../../activities/index.ts';
import type { CommonOptions } from '../context.ts';

interface PreviewOptions extends CommonOptions {
  readonly person: string;
  readonly event?: string;
  readonly html?: string;
}

/** `tenure preview`: the change plan of one person, from the code that applies it. Writes nothing. */
export const previewCommand = command<PreviewOptions>(
  {
    usage: 'preview',
    description: 'print what would be done for one person, and why; writes nothing',
    examples: [
      'tenure preview --person A1B2C3000010',
      'tenure preview --person A1B2C3000010 --event termination',
      'tenure preview --person A1B2C3000010 --html plan.html',
    ],
  },
  async (_args, options) => {
    const event = readEvent(options.event);
    const { configuration, output, logger } = await openContext(options);
    const composition = compose(configuration, logger);
    try {
      const { hr, directory, policy } = composition.dependencies;
      const record = await hr.person(options.person);
      if (record === undefined) {
        throw new TenureError('HR_PERSON_MISSING', `HR knows no person ${options.person}.`, {
          personKey: options.person,
        });
      }
      const people = createPeople(composition.dependencies, Date.now);
      const planning: Planning = { policy, directory, people };
      const known = await employeeOf(configuration, options.person);
      const preview = await previewOf(planning, record, known, event);
      if (options.html !== undefined) await writeFile(options.html, planPage(preview), { mode: 0o600 });
      output.result(preview, () => showPreview(preview));
    } finally {
      await composition.close();
    }
  },
)
  .requiredOption('--person <key>', 'person key (UKG employeeId)')
  .option('--event <event>', 'as if this lifecycle event were due')
  .option('--html <file>', 'also write the plan as a page');

async function previewOf(
  planning: Planning,
  record: HrRecord,
  known: EmployeeView | undefined,
  event: LifecycleEvent | undefined,
): Promise<Preview> {
  const now = nowOf(known);
  const memory = known?.memory ?? (await memoryAtFirstSight(planning, record, now));
  const evaluation = evaluate(planning.policy, { record, memory, now, requests: [] });
  const due = event ?? evaluation.due?.event;
  const leaveKind = evaluation.due?.remember.leaveKind;
  const planned =
    due === undefined
      ? undefined
      : await planPerson(planning, {
          record,
          memory,
          event: due,
          now,
          ...(typeof leaveKind === 'string' ? { leaveKind } : {}),
        });
  return {
    personKey: record.personKey,
    evaluation,
    fromWorkflow: known !== undefined,
    ...(planned === undefined ? {} : { plan: planned.plan }),
  };
}

async function memoryAtFirstSight(planning: Planning, record: HrRecord, now: number): Promise<Memory> {
  const sight = await firstSight(planning, record, now, false);
  return sight.kind === 'start' ? sight.memory : initialMemory();
}

/** The person's workflow, with its own time. Without Temporal or workflow the preview still answers. */
async function employeeOf(
  configuration: Configuration,
  personKey: string,
): Promise<EmployeeView | undefined> {
  try {
    return await withTemporal(configuration, async ({ client }) =>
      readEmployee(client, configuration.policy.organization, personKey),
    );
  } catch {
    return undefined;
  }
}

function readEvent(text: string | undefined): LifecycleEvent | undefined {
  if (text === undefined) return undefined;
  const event = lifecycleEvents.find((one) => one.toLowerCase() === text.toLowerCase());
  if (event !== undefined) return event;
  throw new TenureError('REQUEST_INVALID', `"${text}" is no lifecycle event.`, {
    remedy: `Use one of ${lifecycleEvents.join(', ')}.`,
  });
}

function showPreview({ personKey, evaluation, plan, fromWorkflow }: Preview): string {
  const head = [`Person ${personKey}`, ...explain(evaluation)];
  if (!fromWorkflow)
    head.push('(no workflow of this person was found: this is how a first synchronisation would see them)');
  const body = plan === undefined ? 'Nothing is due.' : describePlan(plan);
  return [...head, '', body].join('\n');
}
