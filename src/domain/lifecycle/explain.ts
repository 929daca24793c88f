import { showPlace } from '../place.ts';
import { isoInstant } from '../time.ts';
import type { DueEvent, Evaluation, Instant, Reason } from './types.ts';

/**
 * The answer as lines for people: where the person stands, what is due, what comes next, and the rule behind
 * each (`tenure.yaml:12:5`). Instants are UTC; the effective date is the one of the person's own zone.
 */
export function explain(evaluation: Evaluation): readonly string[] {
  const { due, attention } = evaluation;
  const lines = [`stands: ${evaluation.phase}`];
  if (due !== undefined) lines.push(...explainDue(due));
  for (const instant of evaluation.instants) lines.push(explainInstant(instant));
  for (const reason of evaluation.reasons) lines.push(`because: ${showReason(reason)}`);
  if (attention !== undefined)
    lines.push(`attention: ${attention.code}: ${attention.message}`, `remedy: ${attention.remedy}`);
  return lines;
}

function explainDue(due: DueEvent): readonly string[] {
  const late = due.late ? ', late' : '';
  const waits = due.supervised === undefined ? '' : ', waits for a decision';
  const steps = due.process.stages.map((stage) => stage.steps.map((step) => step.name).join(' + '));
  return [
    `due: ${due.event}, effective ${due.effective}${late}${waits}`,
    `steps: ${steps.length === 0 ? 'none' : steps.join(', then ')}`,
    ...due.process.leftOut.map((left) => `left out: ${left.step}: ${left.why}`),
  ];
}

function explainInstant(instant: Instant): string {
  return `next: ${instant.event} at ${isoInstant(instant.at)}, effective ${instant.effective}: ${showReason(instant.reason)}`;
}

function showReason(reason: Reason): string {
  return reason.place === undefined ? reason.text : `${reason.text} (${showPlace(reason.place)})`;
}
