import { loadBundle } from '../workers/bundle.ts';
import { hollowBundle } from './hollow/shape.ts';
import { hollowRound, joinerRound } from './joiner-rounds.ts';
import type { Link } from './company/tenure.ts';
import type { JoinerPlace, Round } from './joiner-rounds.ts';
import type { BenchContext } from './result.ts';

/** Joiners or empty workflows over all rounds. */
export interface Measured {
  readonly perSecond: number;
  /** Processor milliseconds of the worker's process for each. */
  readonly cpuMs: number;
  /** Events in the history of one. */
  readonly events: number;
}

/** Real joiners and empty workflows, taken in turns so that both meet the same machine. */
export interface Rates {
  readonly joiners: Measured;
  readonly empty: Measured;
}

const warmUp = 30;
const roundCount = 2;

/**
 * Alternates rounds of joiners and of empty workflows.
 * @param count joiners per round
 */
export async function measureRates(
  { progress }: BenchContext,
  link: Link,
  place: JoinerPlace,
  count: number,
): Promise<Rates> {
  const real = { link, bundle: await loadBundle(undefined) };
  const hollow = { link, bundle: await hollowBundle() };
  progress('warming up');
  const { shape } = await joinerRound({ ...real, count: warmUp }, place);
  await hollowRound({ ...hollow, count: warmUp }, shape);
  const joiners: Round[] = [];
  const empty: Round[] = [];
  for (let round = 1; round <= roundCount; round += 1) {
    progress(`round ${round} of ${roundCount}: ${count} joiners`);
    const done = await joinerRound({ ...real, count }, place);
    progress(`round ${round} of ${roundCount}: ${count} empty workflows`);
    empty.push(await hollowRound({ ...hollow, count }, done.shape));
    joiners.push(done);
  }
  return { joiners: together(joiners, count), empty: together(empty, count) };
}

function together(rounds: readonly Round[], count: number): Measured {
  const sum = (of: (round: Round) => number): number => rounds.reduce((total, round) => total + of(round), 0);
  const total = count * rounds.length;
  return {
    perSecond: total / sum(({ seconds }) => seconds),
    cpuMs: (sum(({ cpuSeconds }) => cpuSeconds) * 1000) / total,
    events: Math.max(...rounds.map(({ shape }) => shape.events)),
  };
}
