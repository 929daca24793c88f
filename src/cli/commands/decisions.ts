import { userInfo } from 'node:os';
import { command, group } from '../command.ts';
import { openContext, withTemporal } from '../context.ts';
import { readEmployee, requestOf } from '../employees.ts';
import { paint, showTime, table } from '../output.ts';
import { employeeMessages, hrSyncMessages } from '../../contracts/messages.ts';
import { employeeWorkflowId, hrSyncWorkflowId, workflowTypes } from '../../contracts/ids.ts';
import { searchAttributes } from '../../contracts/search-attributes.ts';
import { describePlan } from '../../domain/plan/describe.ts';
import { TenureError } from '../../domain/errors.ts';
import type { Client } from '@temporalio/client';
import type { DecisionAnswer, EmployeeView, HrSyncView, OpenDecision } from '../../contracts/messages.ts';
import type { Attention } from '../../domain/lifecycle/types.ts';
import type { CommonOptions } from '../context.ts';

/** The name under which a held run is answered. */
const heldRun = 'hr-sync';

interface AnswerOptions extends CommonOptions {
  readonly actor: string;
  readonly comment?: string;
}

const list = command<CommonOptions>(
  {
    usage: 'list',
    description: 'everything that waits for a human answer',
    examples: ['tenure decisions list', 'tenure decisions list --json'],
  },
  async (_args, options) => {
    const { configuration, output } = await openContext(options);
    const { organization } = configuration.policy;
    const { matters, run } = await withTemporal(configuration, async ({ client }) => ({
      matters: await openMatters(client, organization),
      run: await heldRunOf(client, organization),
    }));
    output.result({ ...matters, ...(run === undefined ? {} : { run }) }, () => showList(matters, run));
  },
);

const show = command<CommonOptions>(
  {
    usage: 'show <person>',
    description: 'the open decision of a person, with its change plan',
    examples: ['tenure decisions show A1B2C3000010', 'tenure decisions show hr-sync'],
  },
  async ([key = ''], options) => {
    const { configuration, output } = await openContext(options);
    const { organization } = configuration.policy;
    await withTemporal(configuration, async ({ client }) => {
      if (key === heldRun) {
        const run = await heldRunOf(client, organization);
        output.result(run ?? null, () => (run === undefined ? 'No run is held.' : showRun(run)));
        return;
      }
      const { decision } = await readEmployee(client, organization, key);
      output.result(decision ?? null, () =>
        decision === undefined ? `Nothing of ${key} waits for a decision.` : showDecision(decision),
      );
    });
  },
);

function answering(answer: DecisionAnswer, description: string) {
  return command<AnswerOptions>(
    {
      usage: `${answer} <person>`,
      description,
      examples: [`tenure decisions ${answer} A1B2C3000010 --comment "agreed with the manager"`],
    },
    async ([key = ''], options) => {
      const { configuration, output } = await openContext(options);
      const { organization } = configuration.policy;
      const decision = {
        answer,
        actor: options.actor,
        ...(options.comment === undefined ? {} : { comment: options.comment }),
      };
      await withTemporal(configuration, async ({ client }) => {
        if (key === heldRun)
          return requestOf(client, hrSyncWorkflowId(organization), hrSyncMessages.decide, decision);
        const { decision: open } = await readEmployee(client, organization, key);
        if (open === undefined) {
          throw new TenureError('DECISION_UNKNOWN', `Nothing of ${key} waits for a decision.`, {
            personKey: key,
          });
        }
        // The plan that was looked at is the one that is decided on; a newer one is refused.
        const digest = open.plan === undefined ? {} : { digest: open.plan.digest };
        return requestOf(client, employeeWorkflowId(organization, key), employeeMessages.decide, {
          ...decision,
          ...digest,
        });
      });
      output.result({ accepted: true, person: key, answer }, () => `${answer}: accepted for ${key}.`);
    },
  )
    .option('--comment <text>', 'why; kept in the journal')
    .option('--actor <name>', 'who decides', userInfo().username);
}

/** `tenure decisions`: what waits for a human, and the answers. */
export const decisionsCommand = group('decisions', 'what waits for a human answer', [
  list,
  show,
  answering('approve', 'apply the plan (or let a held run go on: hr-sync)'),
  answering('reject', 'do not apply it; not asked again until HR changes the record'),
  answering('retry', 'a step failed: try it again; a plan is in doubt: make it anew'),
  answering('skip', 'a step failed: go on without it'),
  answering('abort', 'a step failed: end the case here'),
]);

/** Somebody who cannot go on until HR or the configuration is corrected; no answer of a human helps. */
interface PersonInAttention extends Attention {
  readonly personKey: string;
}

interface OpenMatters {
  readonly decisions: readonly OpenDecision[];
  readonly attention: readonly PersonInAttention[];
}

/** What waits in an organization, longest first. Found by search attribute, read from each workflow. */
async function openMatters(client: Client, organization: string): Promise<OpenMatters> {
  const query =
    `WorkflowType = '${workflowTypes.employee}' AND ExecutionStatus = 'Running' AND ` +
    `${searchAttributes.organization.name} = '${organization}' AND ` +
    `(${searchAttributes.needsDecision.name} = true OR ${searchAttributes.attention.name} IS NOT NULL)`;
  const decisions: OpenDecision[] = [];
  const attention: PersonInAttention[] = [];
  for await (const { workflowId } of client.workflow.list({ query })) {
    const view = await client.workflow.getHandle(workflowId).query<EmployeeView>(employeeMessages.status);
    if (view.decision !== undefined) decisions.push(view.decision);
    else if (view.attention !== undefined) attention.push({ personKey: view.personKey, ...view.attention });
  }
  return { decisions: decisions.toSorted((a, b) => a.askedAt - b.askedAt), attention };
}

async function heldRunOf(client: Client, organization: string): Promise<HrSyncView | undefined> {
  try {
    const handle = client.workflow.getHandle(hrSyncWorkflowId(organization));
    const { status } = await handle.describe();
    if (status.name !== 'RUNNING') return undefined;
    const view = await handle.query<HrSyncView>(hrSyncMessages.status);
    return view.stage === 'held' ? view : undefined;
  } catch {
    return undefined;
  }
}

function showList({ decisions, attention }: OpenMatters, run: HrSyncView | undefined): string {
  const parts: string[] = [];
  if (run !== undefined) parts.push(showRun(run));
  if (decisions.length > 0) {
    const rows = decisions.map(({ personKey, event, kind, askedAt, plan, attention: failure }) => [
      personKey,
      event,
      kind,
      showTime(askedAt),
      failure === undefined
        ? `${plan?.operations.length ?? 0} operations`
        : `${failure.code}: ${failure.message}`,
    ]);
    parts.push(table(['person', 'event', 'kind', 'since', 'what'], rows));
    parts.push(
      'See one with: tenure decisions show <person>; answer with: tenure decisions approve|reject <person>',
    );
  }
  if (attention.length > 0) {
    const rows = attention.map(({ personKey, code, message, remedy }) => [
      personKey,
      code,
      `${message} ${remedy}`,
    ]);
    parts.push(`Cannot go on until it is corrected:\n${table(['person', 'code', 'what to do'], rows)}`);
  }
  return parts.length === 0 ? 'Nothing waits for a decision.' : parts.join('\n\n');
}

function showRun(run: HrSyncView): string {
  return [
    `The run ${run.runId} is held since ${showTime(run.askedAt)}:`,
    ...run.reasons.map((reason) => `  - ${reason}`),
    `Answer with: tenure decisions approve ${heldRun} --comment "..."  (or reject)`,
  ].join('\n');
}

function showDecision(decision: OpenDecision): string {
  const { personKey, event, caseId, askedAt, reason, attention, plan, answers, step } = decision;
  return [
    `${paint('bold', `${event} of ${personKey}`)} (case ${caseId}), waiting since ${showTime(askedAt)}`,
    `Reason: ${reason.text}`,
    ...(attention === undefined
      ? []
      : [
          `Failed${step === undefined ? '' : ` at ${step}`}: ${attention.code}: ${attention.message}`,
          `What to do: ${attention.remedy}`,
        ]),
    ...(plan === undefined ? [] : ['', describePlan(plan)]),
    '',
    `Answers: ${answers.map((answer) => `tenure decisions ${answer} ${personKey}`).join('; ')}`,
  ].join('\n');
}
