import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';
import { employeeWorkflowId } from '../../src/contracts/ids.ts';
import { failureConverterPath } from '../../workers/data-converter.ts';
import { fillerOf } from './script.ts';
import type proto from '@temporalio/proto';
import type { Client } from '@temporalio/client';
import type { PayloadCodec } from '@temporalio/common';
import type { EmployeeInput } from '../../src/contracts/workflows.ts';
import type { Beat, HollowCall, HollowInput, HollowScript } from './script.ts';

type Event = proto.temporal.api.history.v1.IHistoryEvent;
type Payload = proto.temporal.api.common.v1.IPayload;

/** What a real employee left in the history, for an empty workflow to leave too. */
export interface Shape {
  readonly beats: readonly Beat[];
  /** Size of the workflow's input, bytes of JSON. */
  readonly inputBytes: number;
  /** Events in the history when it rested. */
  readonly events: number;
}

/** What reading a shape needs. */
export interface Sample {
  readonly client: Client;
  readonly codec: PayloadCodec;
  readonly organization: string;
  readonly personKey: string;
  /** Size of the input of `evaluate`, which no history holds. */
  readonly evaluateBytes: number;
}

/** All events of a workflow. */
export async function historyOf(client: Client, workflowId: string): Promise<readonly Event[]> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  return events ?? [];
}

/** Reads the shape of a person who rests. */
export async function readShape(sample: Sample): Promise<Shape> {
  const { client, codec, organization, personKey } = sample;
  const events = await historyOf(client, employeeWorkflowId(organization, personKey));
  const answers = await answerSizes(codec, events);
  const beats: Beat[] = [];
  let task = '';
  for (const event of events) {
    const beat = await beatOf(event, sample, answers);
    if (beat === undefined) continue;
    const sentBy = sentByTask(event);
    const before = beats.at(-1);
    // What one workflow task scheduled went together.
    if (beat.kind === 'activities' && before?.kind === 'activities' && task === sentBy) {
      beats[beats.length - 1] = { kind: 'activities', calls: [...before.calls, ...beat.calls] };
    } else beats.push(beat);
    task = sentBy;
  }
  const started = events[0]?.workflowExecutionStartedEventAttributes?.input?.payloads;
  return { beats, inputBytes: await bytesOf(codec, started), events: events.length };
}

/** Sizes of the activities' answers, by the event that scheduled them. */
async function answerSizes(
  codec: PayloadCodec,
  events: readonly Event[],
): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  for (const { activityTaskCompletedEventAttributes: done } of events) {
    if (done) sizes.set(String(done.scheduledEventId), await bytesOf(codec, done.result?.payloads));
  }
  return sizes;
}

function sentByTask({ activityTaskScheduledEventAttributes: scheduled }: Event): string {
  return String(scheduled?.workflowTaskCompletedEventId ?? '');
}

async function beatOf(
  event: Event,
  sample: Sample,
  answers: ReadonlyMap<string, number>,
): Promise<Beat | undefined> {
  if (event.activityTaskScheduledEventAttributes)
    return { kind: 'activities', calls: [await scheduledCall(event, sample, answers)] };
  if (event.markerRecordedEventAttributes?.markerName === 'core_local_activity')
    return { kind: 'local', call: await localCall(event, sample) };
  if (event.upsertWorkflowSearchAttributesEventAttributes) return { kind: 'publish' };
  return event.timerStartedEventAttributes ? { kind: 'rest' } : undefined;
}

async function scheduledCall(
  event: Event,
  { codec }: Sample,
  answers: ReadonlyMap<string, number>,
): Promise<HollowCall> {
  const scheduled = event.activityTaskScheduledEventAttributes;
  return {
    name: scheduled?.activityType?.name ?? '',
    summary: fillerOf(await bytesOf(codec, single(event.userMetadata?.summary))),
    inputBytes: await bytesOf(codec, scheduled?.input?.payloads),
    answerBytes: answers.get(String(event.eventId)) ?? 0,
  };
}

async function localCall(event: Event, { codec, evaluateBytes }: Sample): Promise<HollowCall> {
  const answer = event.markerRecordedEventAttributes?.details?.['result']?.payloads;
  const answerBytes = await bytesOf(codec, answer);
  return { name: 'evaluate', summary: '', inputBytes: evaluateBytes, answerBytes };
}

function single(payload: Payload | null | undefined): Payload[] {
  return payload ? [payload] : [];
}

async function bytesOf(codec: PayloadCodec, payloads: Payload[] | null | undefined): Promise<number> {
  const plain = await codec.decode([...(payloads ?? [])]);
  return plain.reduce((sum, { data }) => sum + (data?.length ?? 0), 0);
}

/** The input of an empty workflow that stands for this person. */
export function hollowEmployee(input: EmployeeInput, { beats, inputBytes }: Shape): EmployeeInput {
  const { person, record } = input;
  const bare = (filler: string): EmployeeInput => ({
    schema: 1,
    person,
    record: { personKey: record.personKey, attributes: {} },
    carried: { beats, filler } satisfies HollowScript,
  });
  return bare(fillerOf(inputBytes - JSON.stringify(bare('')).length + 2));
}

/** No-op activities under the given names; `onCall` hears of every call. */
export function hollowActivities(names: readonly string[], onCall: (name: string) => void): object {
  return Object.fromEntries(
    names.map((name) => [
      name,
      async ({ answerBytes }: HollowInput): Promise<string> => {
        onCall(name);
        return fillerOf(answerBytes);
      },
    ]),
  );
}

/** Bundles the empty workflow with the failure converter of the real one. */
export async function hollowBundle(): Promise<{ readonly code: string }> {
  return bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('workflow.js', import.meta.url)),
    failureConverterPath: failureConverterPath(),
    logger: silent,
  });
}

const ignore = (): void => undefined;
const silent = { log: ignore, trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };
