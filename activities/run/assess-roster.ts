import { assessFeed } from '../../src/domain/guard/feed.ts';
import { judgeRun } from '../../src/domain/guard/run.ts';
import { strictest } from '../../src/domain/guard/verdict.ts';
import { recordHash } from '../../src/domain/hr/record-hash.ts';
import { formulaInput } from '../../src/domain/plan/desired-state.ts';
import { desiredOrganizationalUnit } from '../../src/domain/placement/organizational-unit.ts';
import { initialMemory } from '../../src/domain/lifecycle/memory.ts';
import { standingNow } from '../../src/domain/lifecycle/evaluate.ts';
import { personLine } from '../planning/people.ts';
import { readPopulation } from './bulk-directory.ts';
import { firstSight } from './first-sight.ts';
import { readAllStored, readStored, stored, writeStored } from './stored.ts';
import type { Assessment, RosterReference, RunRef } from '../../src/contracts/activities.ts';
import type { HrRecord, RecordProblem } from '../../src/domain/hr/record.ts';
import type { Dependencies } from '../dependencies.ts';
import type { People } from '../planning/people.ts';
import type { FirstSight } from './first-sight.ts';
import type { ChangeLine, IndexLine, PersonLine } from './lines.ts';
import type { Progress } from './progress.ts';

/** More people than this seen for the first time, and the directory is read in one pass. */
const bulkFrom = 25;

/** Numbers of a run while it is assessed. */
interface Tally {
  total: number;
  skipped: number;
  unchanged: number;
  changed: number;
  fresh: number;
  missing: number;
  creations: number;
  terminations: number;
  moves: number;
}

/** Somebody without a workflow. */
interface Newcomer {
  readonly record: HrRecord;
  readonly hash: string;
  /** HR listed the person as gone in an earlier run. */
  readonly returning: boolean;
}

/** What the assessment has found so far. */
interface Found {
  readonly tally: Tally;
  readonly lines: IndexLine[];
  readonly newcomers: Newcomer[];
  readonly told: ChangeLine[];
  readonly joins: PersonLine[];
}

interface Scope {
  readonly deps: Dependencies;
  readonly run: RunRef;
  readonly now: number;
  readonly progress: Progress<number>;
}

/**
 * Checks the feed, classifies every difference to the last dispatched run and judges the run as a whole.
 * Nothing is written anywhere but to the run's own files. Absence is counted and never means termination.
 */
export async function assessRoster(
  deps: Dependencies,
  people: People,
  input: { readonly run: RunRef; readonly roster: RosterReference; readonly now: number },
  progress: Progress<number>,
): Promise<Assessment> {
  const { run, roster, now } = input;
  const { guards } = deps.policy;
  const index = new Map<string, IndexLine>();
  for await (const line of readStored(deps.snapshots, stored.index)) index.set(line.key, line);
  const problems = await readAllStored(deps.snapshots, stored.problems(run.runId));
  const changes = stored.changes(run.runId);
  const found: Found = { tally: emptyTally(), lines: [], newcomers: [], told: [], joins: [] };
  const feed = assessFeed(
    {
      rows: roster.rows + refusedCount(problems),
      problems,
      ...(index.size === 0 ? {} : { previousCount: listedCount(index) }),
    },
    guards.feed,
  );
  if (feed.kind === 'refuse') {
    await writeStored(deps.snapshots, changes, []);
    return { counts: counts(found.tally, problems), changes: changes.key, verdict: feed };
  }
  const scope: Scope = { deps, run, now, progress };
  await compare(scope, index, found);
  await keepPeople(deps, found.joins);
  await lookAtNewcomers(scope, people, found);
  const { tally } = found;
  await writeStored(
    deps.snapshots,
    changes,
    found.told.toSorted((a, b) => a.priority - b.priority),
  );
  await writeStored(deps.snapshots, stored.runIndex(run.runId), found.lines);
  const population = index.size === 0 ? tally.total - tally.skipped : index.size;
  const judged = judgeRun(tally, population, guards.perRun);
  return { counts: counts(tally, problems), changes: changes.key, verdict: strictest([feed, judged]) };
}

/** Goes through the roster once: who is unchanged, who has to be told, who is new. */
async function compare(scope: Scope, index: ReadonlyMap<string, IndexLine>, found: Found): Promise<void> {
  const { tally } = found;
  const unseen = new Map(index);
  for await (const record of readStored(scope.deps.snapshots, stored.roster(scope.run.runId))) {
    unseen.delete(record.personKey);
    tally.total += 1;
    if (tally.total % 1_000 === 0) scope.progress.at(tally.total);
    sortOut(scope, record, index.get(record.personKey), found);
  }
  tally.missing = unseen.size;
  for (const line of unseen.values()) found.lines.push({ ...line, missing: true });
}

function sortOut(scope: Scope, record: HrRecord, known: IndexLine | undefined, found: Found): void {
  const { deps, now } = scope;
  const { tally, lines } = found;
  if (!isIncluded(deps, record, now)) {
    tally.skipped += 1;
    if (known !== undefined) lines.push(asListed(known));
    return;
  }
  const hash = recordHash(record);
  if (known?.hash === hash && known.policy === deps.policy.version) {
    tally.unchanged += 1;
    lines.push(asListed(known));
    return;
  }
  const person = personLine(deps, record, now);
  if (person !== undefined) found.joins.push(person);
  if (known?.workflow !== true) {
    found.newcomers.push({ record, hash, returning: known?.standing === 'ended' });
    return;
  }
  const line = describe(deps, record, hash, now);
  found.told.push(changedLine(deps, record, known, line));
  tallyChange(tally, known, line);
  lines.push(line);
}

/** Finds the accounts of those seen for the first time and works out how their workflows begin. */
async function lookAtNewcomers(scope: Scope, people: People, found: Found): Promise<void> {
  const { deps, now, progress } = scope;
  const directory =
    found.newcomers.length > bulkFrom
      ? await readPopulation(deps.directory, joinAttributes(deps), (read) => progress.at(read))
      : deps.directory;
  const planning = { policy: deps.policy, directory, people };
  for (const [position, newcomer] of found.newcomers.entries()) {
    if (position % 100 === 0) progress.at(position);
    const sight = await firstSight(planning, newcomer.record, now, newcomer.returning);
    const line = describe(deps, newcomer.record, newcomer.hash, now);
    found.lines.push({ ...line, workflow: sight.kind === 'start' });
    if (sight.kind === 'past') found.tally.unchanged += 1;
    else tellNewcomer(scope, newcomer, sight, found);
  }
}

function tellNewcomer(
  scope: Scope,
  { record }: Newcomer,
  sight: Extract<FirstSight, { kind: 'start' }>,
  { tally, told }: Found,
): void {
  const { memory, evaluation, adopted } = sight;
  const event = evaluation.due?.event;
  tally.fresh += 1;
  if (event === 'termination') tally.terminations += 1;
  if (!adopted && (event === 'onboarding' || event === 'preboarding')) tally.creations += 1;
  told.push({
    how: 'start',
    input: {
      schema: 1,
      person: { organization: scope.run.organization, personKey: record.personKey },
      record,
      memory,
      evaluation,
    },
    priority: event === 'termination' ? 1 : adopted ? 5 : 3,
    adopted,
  });
}

/** How many people HR listed in the last dispatched run. */
function listedCount(index: ReadonlyMap<string, IndexLine>): number {
  let listed = 0;
  for (const { missing } of index.values()) if (missing === undefined) listed += 1;
  return listed;
}

/** The line of somebody whom HR lists (again). */
function asListed({ missing: _missing, ...line }: IndexLine): IndexLine {
  return line;
}

function emptyTally(): Tally {
  return {
    total: 0,
    skipped: 0,
    unchanged: 0,
    changed: 0,
    fresh: 0,
    missing: 0,
    creations: 0,
    terminations: 0,
    moves: 0,
  };
}

function refusedCount(problems: readonly RecordProblem[]): number {
  const refused = problems.filter(({ severity }) => severity === 'identity');
  return new Set(refused.map(({ personKey, problem }) => personKey ?? problem)).size;
}

function counts(tally: Tally, problems: readonly RecordProblem[]): Assessment['counts'] {
  const refused = refusedCount(problems);
  const { total, skipped, unchanged, changed, fresh, missing } = tally;
  return { total: total + refused, skipped, unchanged, changed, fresh, missing, refused };
}

function isIncluded(deps: Dependencies, record: HrRecord, now: number): boolean {
  const { include } = deps.policy;
  if (include === undefined) return true;
  try {
    return include.formula.evaluate(formulaInput(deps.policy, record, now)) === true;
  } catch {
    // The person's own workflow shows what is wrong with the condition.
    return true;
  }
}

function describe(deps: Dependencies, record: HrRecord, hash: string, now: number): IndexLine {
  const { policy } = deps;
  const memory = { ...initialMemory(), phase: 'active' as const };
  const placed = desiredOrganizationalUnit(policy.organizationalUnits, formulaInput(policy, record, now));
  return {
    key: record.personKey,
    hash,
    policy: policy.version,
    standing: standingNow(policy, { record, memory, now }).kind,
    ...(placed.kind === 'decided' ? { unit: placed.dn } : {}),
    workflow: true,
  };
}

function changedLine(deps: Dependencies, record: HrRecord, known: IndexLine, line: IndexLine): ChangeLine {
  const onlyPolicy = known.hash === line.hash;
  return {
    how: 'receive',
    input: {
      schema: 1,
      person: { organization: deps.policy.organization, personKey: record.personKey },
      record,
    },
    priority: isLeaver(known, line) ? 1 : onlyPolicy ? 5 : 4,
    adopted: false,
  };
}

function isLeaver(known: IndexLine, line: IndexLine): boolean {
  return known.standing !== 'ended' && line.standing === 'ended';
}

function tallyChange(tally: Tally, known: IndexLine, line: IndexLine): void {
  tally.changed += 1;
  if (isLeaver(known, line)) tally.terminations += 1;
  else if (known.unit !== line.unit && line.standing !== 'ended') tally.moves += 1;
}

function joinAttributes(deps: Dependencies): readonly string[] {
  const { attribute, personKeyAttribute } = deps.policy.join;
  return personKeyAttribute === undefined ? [attribute] : [attribute, personKeyAttribute];
}

/** Adds to the people list what is new; who is gone stays, a manager may be named long after. */
async function keepPeople(deps: Dependencies, joins: readonly PersonLine[]): Promise<void> {
  if (joins.length === 0) return;
  const people = new Map<string, PersonLine>();
  for await (const line of readStored(deps.snapshots, stored.people)) people.set(line.key, line);
  for (const line of joins) people.set(line.key, line);
  await writeStored(deps.snapshots, stored.people, people.values());
}
