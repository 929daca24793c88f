import { showTime } from '../output.ts';
import { heldRunName } from './rehearsal-commands.ts';
import { describeFailure } from './failure-text.ts';
import { changesOf } from './narrate.ts';
import type { RunOutcome } from '../../contracts/activities.ts';
import type { DecisionAnswer, OpenDecision } from '../../contracts/messages.ts';
import type { Attention, LifecycleEvent, Phase } from '../../domain/lifecycle/types.ts';
import type { Engine } from './engine.ts';
import type { Happening, TrackedPerson } from './tracker.ts';

/** A case that was closed. */
export interface HappenedLine {
  /** ISO instant. */
  readonly at: string;
  readonly personKey: string;
  readonly event: LifecycleEvent;
  readonly caseId: string;
  readonly outcome: string;
  /** Directory writes of the case. */
  readonly writes: number;
  readonly changes: readonly string[];
}

/** A question that waits for an answer; `personKey` is `hr-sync` for a held run. */
export interface DecisionLine {
  readonly personKey: string;
  readonly kind: OpenDecision['kind'] | 'heldRun';
  readonly event?: LifecycleEvent;
  readonly caseId?: string;
  readonly askedAt?: string;
  readonly reason: string;
  /** Ids of the operations that would be applied. */
  readonly operations: readonly string[];
  readonly answers: readonly DecisionAnswer[];
}

export interface AttentionLine extends Attention {
  readonly personKey: string;
}

export interface StatusLine {
  readonly personKey: string;
  readonly phase: Phase;
  readonly status: string;
  readonly next?: { readonly event: LifecycleEvent; readonly at: string; readonly effective: string };
}

export interface WorkingLine {
  readonly personKey: string;
  /** Why the last attempt failed; null when none has. */
  readonly failure: string | null;
}

/** Answer to one command, as `--json` prints it. */
export interface RehearsalAnswer {
  readonly command: string;
  readonly ok: boolean;
  /** The rehearsal's time afterwards, ISO. */
  readonly now: string;
  readonly happened: readonly HappenedLine[];
  /** Directory writes and mails since the answer before. */
  readonly writes: number;
  readonly mails: number;
  readonly decisions: readonly DecisionLine[];
  readonly attention: readonly AttentionLine[];
  /** Persons who made no progress while the command was waited for. */
  readonly working: readonly WorkingLine[];
  readonly run?: RunOutcome;
  readonly people?: readonly StatusLine[];
  readonly error?: { readonly code: string; readonly message: string; readonly remedy: string };
}

/** Cases as an answer lists them. */
export function happenedLines(happenings: readonly Happening[]): readonly HappenedLine[] {
  return happenings.map((happening) => ({
    at: new Date(happening.at).toISOString(),
    personKey: happening.personKey,
    event: happening.event,
    caseId: happening.caseId,
    outcome: happening.outcome,
    writes: happening.changes,
    changes: changesOf(happening),
  }));
}

/** Everything that waits for a human, longest waiting first; a held run before all. */
export function decisionLines(engine: Engine): readonly DecisionLine[] {
  const run = engine.heldRun();
  const held: DecisionLine[] =
    run === undefined
      ? []
      : [
          {
            personKey: heldRunName,
            kind: 'heldRun',
            reason: run.reasons.join('; '),
            operations: [],
            answers: ['approve', 'reject'],
            ...(run.askedAt === undefined ? {} : { askedAt: new Date(run.askedAt).toISOString() }),
          },
        ];
  const open = engine
    .people()
    .flatMap(({ view }) => (view.decision === undefined ? [] : [view.decision]))
    .toSorted((a, b) => a.askedAt - b.askedAt);
  return [...held, ...open.map(decisionLine)];
}

function decisionLine(decision: OpenDecision): DecisionLine {
  const { personKey, kind, event, caseId, askedAt, reason, plan, answers } = decision;
  return {
    personKey,
    kind,
    event,
    caseId,
    askedAt: new Date(askedAt).toISOString(),
    reason: reason.text,
    operations: plan?.operations.map(({ id }) => id) ?? [],
    answers,
  };
}

/** Everybody who needs somebody to look. */
export function attentionLines(people: readonly TrackedPerson[]): readonly AttentionLine[] {
  return people.flatMap(({ personKey, view }) => {
    const attention = view.decision?.attention ?? view.attention;
    return attention === undefined ? [] : [{ personKey, ...attention }];
  });
}

/** Everybody who made no progress. */
export function workingLines(engine: Engine): readonly WorkingLine[] {
  return engine.unsettled().map(({ personKey, failure }) => ({
    personKey,
    failure: failure === undefined ? null : describeFailure(failure),
  }));
}

/** Everybody, in the order of their keys. */
export function statusLines(people: readonly TrackedPerson[]): readonly StatusLine[] {
  return people
    .map(({ personKey, view }): StatusLine => {
      const next = view.instants[0];
      return {
        personKey,
        phase: view.phase,
        status: view.status,
        ...(next === undefined
          ? {}
          : { next: { event: next.event, at: new Date(next.at).toISOString(), effective: next.effective } }),
      };
    })
    .toSorted((a, b) => (a.personKey < b.personKey ? -1 : 1));
}

/** The answer as text for people. */
export function showAnswer(answer: RehearsalAnswer): string {
  const { error, run, happened, writes, mails, decisions, attention, working, people } = answer;
  const lines: string[] = [];
  if (error !== undefined) lines.push(`${error.code}  ${error.message}`, `What to do: ${error.remedy}`);
  if (run !== undefined) lines.push(runText(run));
  for (const { at, personKey, event, outcome, changes } of happened) {
    lines.push(
      `${showTime(Date.parse(at))}  ${personKey}  ${event}: ${outcome}`,
      ...changes.map((text) => `    ${text}`),
    );
  }
  if (people !== undefined) lines.push(...statusText(people));
  for (const { personKey, kind, event, reason, operations, answers } of decisions) {
    const what = kind === 'heldRun' ? 'the run is held' : `${event ?? ''}, ${operations.length} operations`;
    lines.push(`DECISION  ${personKey}  ${what}: ${reason} (${answers.join(', ')})`);
  }
  for (const { personKey, code, message, remedy } of attention) {
    lines.push(`ATTENTION ${personKey}  ${code}: ${message} ${remedy}`);
  }
  for (const { personKey, failure } of working) {
    lines.push(`WORKING   ${personKey}  ${failure ?? 'still under way'}`);
  }
  lines.push(`${showTime(Date.parse(answer.now))}  ${writes} directory writes, ${mails} mails.`);
  return lines.join('\n');
}

function runText({ outcome, counts, dispatched, reasons }: RunOutcome): string {
  const numbers =
    counts === undefined
      ? ''
      : `: ${counts.total} people, ${counts.fresh} new, ${counts.changed} changed, ${counts.unchanged} unchanged`;
  const told = dispatched === undefined ? '' : `; ${dispatched.adopted} accounts adopted`;
  const why = (reasons ?? []).length === 0 ? '' : `; ${(reasons ?? []).join('; ')}`;
  return `Run ${outcome}${numbers}${told}${why}`;
}

function statusText(people: readonly StatusLine[]): readonly string[] {
  const counts = new Map<Phase, number>();
  for (const { phase } of people) counts.set(phase, (counts.get(phase) ?? 0) + 1);
  const phases = [...counts].map(([phase, count]) => `${count} ${phase}`).join(', ');
  const next = people
    .flatMap((line) => (line.next === undefined ? [] : [{ ...line.next, personKey: line.personKey }]))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1));
  return [
    `${people.length} people: ${phases}`,
    ...next.map(({ at, personKey, event, effective }) => `  ${at}  ${personKey}  ${event} (${effective})`),
  ];
}
