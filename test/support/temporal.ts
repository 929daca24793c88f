import { randomBytes, randomUUID } from 'node:crypto';
import { ServiceError } from '@temporalio/client';
import { codeOf } from '../../src/domain/errors.ts';
import { loadBundle } from '../../workers/bundle.ts';
import { connectTemporal, createTimeTravel } from '../../src/connectors/temporal/index.ts';
import { createDataConverter } from '../../workers/data-converter.ts';
import type { TemporalClient, TimeTravel } from '../../src/connectors/temporal/index.ts';
import type { DataConverter } from '@temporalio/common';
import type { EncryptionKey } from '../../workers/codec.ts';

export const namespace = 'default';

/** Address of the Temporal server that `npm test` started. */
export function testServer(): string {
  const address = process.env['TENURE_TEST_TEMPORAL'];
  if (address === undefined) {
    throw new Error('No Temporal server for tests: run them with `npm test`, which starts one and names it.');
  }
  return address;
}

/** The workflow bundle that `npm test` made, or a fresh one. */
export async function testBundle(): Promise<{ readonly code: string }> {
  return loadBundle(process.env['TENURE_TEST_BUNDLE']);
}

/** Workflows kept in memory by test workers; `npm test -- --cache 2` makes nearly every task replay. */
export function testCache(): number {
  return Number(process.env['TENURE_TEST_CACHE'] ?? '200');
}

export const testKeys: readonly EncryptionKey[] = [{ id: 'test', key: new Uint8Array(randomBytes(32)) }];

/** A connection whose starts join at the travelled time. */
export interface TestConnection extends TemporalClient {
  readonly travel: TimeTravel;
  readonly dataConverter: DataConverter;
}

export async function connectTest(keys = testKeys): Promise<TestConnection> {
  const travel = createTimeTravel();
  const dataConverter = createDataConverter(keys, namespace);
  const connected = await connectTemporal({
    address: testServer(),
    namespace,
    dataConverter,
    interceptors: travel.interceptors,
  });
  return { ...connected, travel, dataConverter };
}

/** An organization of its own for every test: queues and workflow ids never meet. */
export function freshOrganization(): string {
  return `t${randomUUID().slice(0, 8)}`;
}

/** Waits until a condition holds, asking again and again; fails after the deadline with what it last saw. */
export async function until<T>(
  ask: () => Promise<T | undefined>,
  what: string,
  withinMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** A workflow that has just been started answers no question before its delay has been skipped. */
export function whenStarted(error: unknown): undefined {
  const cause = error instanceof ServiceError ? error.cause : undefined;
  if (codeOf(cause) === notScheduledYet) return undefined;
  throw error;
}

/** gRPC status FAILED_PRECONDITION. */
const notScheduledYet = '9';
