import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import { searchAttributes as names } from '../../src/contracts/search-attributes.ts';
import { statusOf } from './view.ts';
import type { Attention } from '../../src/domain/lifecycle/types.ts';
import { cost, count } from './state.ts';
import type { Carried, OpenCase } from './state.ts';

const keys = {
  phase: defineSearchAttributeKey(names.phase.name, 'KEYWORD'),
  lastEvent: defineSearchAttributeKey(names.lastEvent.name, 'KEYWORD'),
  status: defineSearchAttributeKey(names.status.name, 'KEYWORD'),
  attention: defineSearchAttributeKey(names.attention.name, 'KEYWORD'),
  needsDecision: defineSearchAttributeKey(names.needsDecision.name, 'BOOL'),
  nextAt: defineSearchAttributeKey(names.nextAt.name, 'DATETIME'),
  lastEventAt: defineSearchAttributeKey(names.lastEventAt.name, 'DATETIME'),
};

/** What stands in the search attributes. */
interface Facts {
  readonly phase: string;
  readonly status: string;
  readonly lastEvent: string | null;
  readonly lastEventAt: number | null;
  readonly nextAt: number | null;
  readonly attention: string | null;
  readonly needsDecision: boolean;
}

/** Shows operators where the person stands: details on every change, search attributes once and together. */
export function publish(state: Carried): void {
  setCurrentDetails(details(state));
  const facts = factsOf(state);
  const published = JSON.stringify(facts);
  if (published === state.published) return;
  state.published = published;
  count(state, cost.marker);
  upsertSearchAttributes([
    { key: keys.phase, value: facts.phase },
    { key: keys.status, value: facts.status },
    { key: keys.lastEvent, value: facts.lastEvent },
    { key: keys.lastEventAt, value: dateOf(facts.lastEventAt) },
    { key: keys.nextAt, value: dateOf(facts.nextAt) },
    { key: keys.attention, value: facts.attention },
    { key: keys.needsDecision, value: facts.needsDecision },
  ]);
}

function factsOf(state: Carried): Facts {
  const last = state.memory.recent.at(-1);
  return {
    phase: state.memory.phase,
    status: statusOf(state),
    lastEvent: last?.event ?? null,
    lastEventAt: last?.at ?? null,
    nextAt: state.evaluation?.instants[0]?.at ?? null,
    attention: attentionOf(state)?.code ?? null,
    needsDecision: state.open?.wait !== undefined,
  };
}

function attentionOf(state: Carried): Attention | undefined {
  return state.open?.wait?.attention ?? state.attention;
}

function dateOf(epochMs: number | null): Date | null {
  return epochMs === null ? null : new Date(epochMs);
}

function details(state: Carried): string {
  const lines = [
    `**Phase** ${state.memory.phase} · **status** ${statusOf(state)}`,
    ...caseLines(state),
    ...holdLines(state),
    ...(state.evaluation?.instants ?? [])
      .slice(0, 3)
      .map(({ event, at, reason }) => `**Next** ${event} at ${new Date(at).toISOString()}: ${reason.text}`),
    ...state.memory.recent
      .slice(-5)
      .toReversed()
      .map(
        ({ at, event, outcome, changes }) =>
          `**Done** ${new Date(at).toISOString()} ${event}: ${outcome}, ${changes} changes`,
      ),
    ...(state.oddity === undefined ? [] : [`**Note** ${state.oddity}`]),
  ];
  return lines.join('\n\n');
}

function holdLines({ memory }: Carried): readonly string[] {
  const { hold } = memory;
  if (hold === undefined) return [];
  const since = new Date(hold.at).toISOString();
  return [
    `**Held** by ${hold.actor} since ${since}: ${hold.reason}. The account is not deleted until \`release\`.`,
  ];
}

/** The open case: what it is, who must act, what is wrong. */
function caseLines(state: Carried): readonly string[] {
  const { open } = state;
  const attention = attentionOf(state);
  return [
    ...(open === undefined ? [] : [`**Case** ${open.id}: ${open.due.reason.text}`]),
    ...(open?.wait?.kind === 'approval' ? approvalLines(open) : []),
    ...(attention === undefined
      ? []
      : [`**Attention** ${attention.code}: ${attention.message}`, `**What to do** ${attention.remedy}`]),
    ...(open?.plan?.warnings ?? []).map(({ code, message }) => `**Warning** ${code}: ${message}`),
  ];
}

function approvalLines({ plan }: OpenCase): readonly string[] {
  const operations = plan?.operations ?? [];
  return [
    `**Who must act** Somebody has to approve or reject ${operations.length} operations: send the signal ` +
      '`approve` or `reject` with `{"actor": "you", "comment": "why"}`, or use `tenure decisions`.',
    ...operations.map(({ id, reason }) => `- ${id}: ${reason.text}`),
  ];
}
