import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import { searchAttributes as names } from '../../src/contracts/search-attributes.ts';
import { statusOf } from './view.ts';
import type { Carried } from './state.ts';

const keys = {
  phase: defineSearchAttributeKey(names.phase.name, 'KEYWORD'),
  lastEvent: defineSearchAttributeKey(names.lastEvent.name, 'KEYWORD'),
  status: defineSearchAttributeKey(names.status.name, 'KEYWORD'),
  attention: defineSearchAttributeKey(names.attention.name, 'KEYWORD'),
  needsDecision: defineSearchAttributeKey(names.needsDecision.name, 'BOOL'),
  nextAt: defineSearchAttributeKey(names.nextAt.name, 'DATETIME'),
  lastEventAt: defineSearchAttributeKey(names.lastEventAt.name, 'DATETIME'),
};

/** Shows operators where the person stands: details on every change, search attributes once and together. */
export function publish(state: Carried): void {
  setCurrentDetails(details(state));
  const last = state.memory.recent.at(-1);
  const next = state.evaluation?.instants[0]?.at;
  const attention = state.open?.wait?.attention?.code ?? state.attention?.code;
  const facts = {
    phase: state.memory.phase,
    status: statusOf(state),
    lastEvent: last?.event ?? null,
    lastEventAt: last?.at ?? null,
    nextAt: next ?? null,
    attention: attention ?? null,
    needsDecision: state.open?.wait !== undefined,
  };
  const published = JSON.stringify(facts);
  if (published === state.published) return;
  state.published = published;
  upsertSearchAttributes([
    { key: keys.phase, value: facts.phase },
    { key: keys.status, value: facts.status },
    { key: keys.lastEvent, value: facts.lastEvent },
    { key: keys.lastEventAt, value: facts.lastEventAt === null ? null : new Date(facts.lastEventAt) },
    { key: keys.nextAt, value: facts.nextAt === null ? null : new Date(facts.nextAt) },
    { key: keys.attention, value: facts.attention },
    { key: keys.needsDecision, value: facts.needsDecision },
  ]);
}

function details(state: Carried): string {
  const lines = [`**Phase** ${state.memory.phase} · **status** ${statusOf(state)}`];
  const { open } = state;
  if (open !== undefined) lines.push(`**Case** ${open.id}: ${open.due.reason.text}`);
  if (open?.wait?.kind === 'approval') {
    lines.push(
      `**Who must act** Somebody has to approve or reject ${open.plan?.operations.length ?? 0} operations: ` +
        'send the signal `approve` or `reject` with `{"actor": "you", "comment": "why"}`, or use `tenure decisions`.',
    );
    for (const operation of open.plan?.operations ?? [])
      lines.push(`- ${operation.id}: ${operation.reason.text}`);
  }
  const attention = open?.wait?.attention ?? state.attention;
  if (attention !== undefined) {
    lines.push(`**Attention** ${attention.code}: ${attention.message}`, `**What to do** ${attention.remedy}`);
  }
  for (const warning of open?.plan?.warnings ?? [])
    lines.push(`**Warning** ${warning.code}: ${warning.message}`);
  for (const instant of state.evaluation?.instants.slice(0, 3) ?? []) {
    lines.push(`**Next** ${instant.event} at ${new Date(instant.at).toISOString()}: ${instant.reason.text}`);
  }
  for (const done of state.memory.recent.slice(-5).toReversed()) {
    lines.push(
      `**Done** ${new Date(done.at).toISOString()} ${done.event}: ${done.outcome}, ${done.changes} changes`,
    );
  }
  if (state.oddity !== undefined) lines.push(`**Note** ${state.oddity}`);
  return lines.join('\n\n');
}
