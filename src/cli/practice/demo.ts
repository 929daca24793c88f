import { dateOf, primaryEmployment, standingOn } from '../../sandbox/workforce/index.ts';
import { TenureError } from '../../domain/errors.ts';
import { practiceUnits } from './company-file.ts';
import { changesOf, isTelling, planTexts } from './narrate.ts';
import { happeningRows, heading, sceneRow, workflowLink } from './page.ts';
import { pause } from './parallel.ts';
import { verifyDirectory } from './verify.ts';
import { endOfYear, nameOf, practiceYear } from './year.ts';
import type { OpenDecision } from '../../contracts/messages.ts';
import type { RunOutcome } from '../../contracts/activities.ts';
import type { Company } from './company.ts';
import type { Happening } from './tracker.ts';
import type { Difference } from './verify.ts';
import type { Scene } from './year.ts';

export interface DemoOptions {
  /** No pauses, and decisions are taken at once. */
  readonly fast: boolean;
  readonly webUrl?: string;
  /** Path of tenure.yaml as the newcomer types it. */
  readonly configFile: string;
  readonly stop: AbortSignal;
  /** Told line by line what happens. */
  readonly print: (line: string) => void;
}

/** What came of the practice year. */
export interface DemoResult {
  readonly ok: boolean;
  readonly people: number;
  readonly cases: number;
  readonly events: Readonly<Record<string, number>>;
  readonly writes: number;
  readonly mails: number;
  readonly secondSync: { readonly outcome: string; readonly unchanged: number; readonly writes: number };
  readonly checked: number;
  readonly differences: readonly Difference[];
  readonly happenings: readonly {
    readonly at: string;
    readonly personKey: string;
    readonly event: string;
    readonly outcome: string;
    readonly changes: readonly string[];
  }[];
}

const readingTimeMs = 2_000;
const decisionTimeMs = 90_000;
const progressEveryMs = 2_000;
/** So many rows of the first synchronisation are shown, the others only counted. */
const firstRowsShown = 6;

/** Plays a year of the practice company, and checks at the end that the directory is what the policy says. */
export async function playYear(company: Company, options: DemoOptions): Promise<DemoResult> {
  const { engine, ukg } = company;
  const { print } = options;
  const teller = createTeller(company, options);
  const today = dateOf(ukg.clock.now());
  print('');
  print(heading());
  print(sceneRow(engine.now(), `first synchronisation, ${ukg.workforce.people.length} people`));
  await withProgress(company, print, async () => synchronise(company));
  teller.tell(firstRowsShown);
  await teller.decisions();
  for (const scene of practiceYear(ukg.workforce, today)) {
    await engine.advanceTo(Math.max(scene.at, engine.now()), async () => teller.step());
    await play(company, scene);
    print(sceneRow(engine.now(), scene.title));
    await synchronise(company);
    await teller.step();
    if (!options.fast) await pause(readingTimeMs, options.stop);
  }
  await engine.advanceTo(Math.max(endOfYear(today), engine.now()), async () => teller.step());
  ukg.clock.advanceTo(new Date(engine.now()).toISOString());
  await synchronise(company);
  await teller.step();
  return conclude(company, teller.told());
}

/** Tells every two seconds how far it is. */
async function withProgress(
  { engine }: Company,
  print: (line: string) => void,
  work: () => Promise<unknown>,
): Promise<void> {
  const writes = (): number => engine.dependencies.directory.counters().writes;
  let last = writes();
  const timer = setInterval(() => {
    if (writes() !== last) print(`${' '.repeat(18)}... ${writes()} directory writes so far`);
    last = writes();
  }, progressEveryMs);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
}

async function synchronise({ engine }: Company): Promise<RunOutcome> {
  const outcome = await engine.sync();
  if (outcome.outcome === 'completed') return outcome;
  throw new TenureError(
    'HR_FEED_REFUSED',
    `The synchronisation was ${outcome.outcome}: ${(outcome.reasons ?? []).join('; ')}`,
  );
}

/** The clock of HR follows ours; what HR enters then holds. */
async function play({ engine, ukg }: Company, scene: Scene): Promise<void> {
  ukg.clock.advanceTo(new Date(engine.now()).toISOString());
  for (const event of scene.events) ukg.workforce.apply(event, ukg.clock.now());
}

interface Teller {
  /** Prints what was done since the last call; answers how much that was. */
  tell(atMost?: number): number;
  /** Has every open decision taken. */
  decisions(): Promise<void>;
  step(): Promise<void>;
  told(): readonly Happening[];
}

function createTeller(company: Company, options: DemoOptions): Teller {
  const { engine, ukg } = company;
  const { print, webUrl } = options;
  const told: Happening[] = [];
  const asked = new Set<string>();
  const { namespace } = company.configuration.connections.temporal;

  function nameOfKey(personKey: string): string {
    const person = ukg.workforce.person(personKey);
    return person === undefined ? personKey : nameOf(person);
  }

  function link(personKey: string): string | undefined {
    return webUrl === undefined ? undefined : workflowLink(webUrl, namespace, engine.organization, personKey);
  }

  function tell(atMost = Number.POSITIVE_INFINITY): number {
    const taken = engine.takeHappenings();
    told.push(...taken);
    const happenings = taken.filter(isTelling);
    for (const happening of happenings.slice(0, atMost)) {
      const { personKey } = happening;
      for (const row of happeningRows(happening, nameOfKey(personKey), link(personKey))) print(row);
    }
    if (happenings.length > atMost)
      print(`${' '.repeat(18)}... and ${happenings.length - atMost} more like these`);
    return happenings.length;
  }

  function openDecisions(): readonly OpenDecision[] {
    return engine.people().flatMap(({ view }) => (view.decision === undefined ? [] : [view.decision]));
  }

  function isOpen({ personKey, caseId }: OpenDecision): boolean {
    return engine.person(personKey)?.view.decision?.caseId === caseId;
  }

  async function offer(decision: OpenDecision): Promise<void> {
    const { personKey } = decision;
    for (const line of invitation(decision, nameOfKey(personKey), link(personKey), options)) print(line);
    const until = Date.now() + (options.fast ? 0 : decisionTimeMs);
    while (isOpen(decision) && Date.now() < until && !options.stop.aborted) {
      await pause(500, options.stop);
      if (engine.isStirred()) await engine.settle();
    }
    if (!isOpen(decision)) print('The decision was taken. Thank you!');
    else if (!options.stop.aborted) {
      print(`${options.fast ? 'Without waiting' : 'Nobody has answered'}: the demo approves it itself.`);
      await engine.decide(personKey, {
        answer: 'approve',
        actor: 'demo',
        comment: 'nobody was waiting for it',
      });
    }
    print('');
  }

  async function decisions(): Promise<void> {
    for (const decision of openDecisions()) {
      const key = `${decision.personKey} ${decision.caseId}`;
      if (decision.kind !== 'approval') {
        const { code, message, remedy } = decision.attention ?? { code: 'INTERNAL', message: '', remedy: '' };
        if (!asked.has(key)) print(`${decision.personKey} needs attention: ${code}: ${message} ${remedy}`);
        asked.add(key);
      } else await offer(decision);
    }
  }

  return {
    tell,
    decisions,
    async step() {
      tell();
      await decisions();
      tell();
    },
    told: () => told,
  };
}

function invitation(
  decision: OpenDecision,
  name: string,
  link: string | undefined,
  { configFile, fast }: DemoOptions,
): readonly string[] {
  const { personKey, event, plan, reason } = decision;
  const tenure = (verb: string): string => `npm run tenure -- decisions ${verb} --config ${configFile}`;
  return [
    '',
    `A decision is open: ${event} of ${name} (${personKey}). ${reason.text}. This policy supervises ${event}.`,
    ...(plan === undefined ? [] : planTexts(plan).map((line) => `    - ${line}`)),
    'You can take it. In another terminal:',
    `    ${tenure('list')}`,
    `    ${tenure(`approve ${personKey} --comment "welcome back"`)}`,
    ...(link === undefined
      ? []
      : [
          `or in Temporal Web: open ${link}`,
          '    and choose "Send a Signal": name  approve  input  {"actor": "you", "comment": "welcome back"}',
        ]),
    ...(fast ? [] : [`In ${decisionTimeMs / 1000} seconds the demo goes on by itself.`]),
  ];
}

/** Another synchronisation, which has nothing to do, and the comparison of the directory with the policy. */
async function conclude(company: Company, told: readonly Happening[]): Promise<DemoResult> {
  const { engine, configuration } = company;
  const { directory } = engine.dependencies;
  const before = directory.counters().writes;
  const second = await synchronise(company);
  const repeated = engine.takeHappenings();
  const secondWrites = directory.counters().writes - before;
  const { baseDn } = configuration.connections.activeDirectory;
  const verification = await verifyDirectory(
    engine,
    practiceUnits.map((name) => `OU=${name},${baseDn}`),
  );
  const differences: Difference[] = [...verification.differences, ...strangers(company)];
  if (secondWrites > 0 || repeated.length > 0)
    differences.push({
      what: `the second synchronisation was not quiet: ${secondWrites} writes, ${repeated.length} cases`,
    });
  return {
    ok: differences.length === 0,
    people: engine.people().length,
    cases: told.length,
    events: countEvents(told),
    writes: before,
    mails: engine.mails(),
    secondSync: { outcome: second.outcome, unchanged: second.counts?.unchanged ?? 0, writes: secondWrites },
    checked: verification.checked,
    differences,
    happenings: told.map((happening) => ({
      at: new Date(happening.at).toISOString(),
      personKey: happening.personKey,
      event: happening.event,
      outcome: happening.outcome,
      changes: changesOf(happening),
    })),
  };
}

/** Everybody whom HR lists as employed has to be known. */
function strangers({ engine, ukg }: Company): readonly Difference[] {
  const today = dateOf(ukg.clock.now());
  return ukg.workforce.people.flatMap((person) => {
    const { status } = standingOn(primaryEmployment(person, today), {
      today,
      futureTermination: 'announced',
    });
    if (status === 'T' || engine.person(person.personKey) !== undefined) return [];
    return [{ personKey: person.personKey, what: 'HR lists the person, but Tenure does not know them' }];
  });
}

function countEvents(told: readonly Happening[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { event } of told) counts[event] = (counts[event] ?? 0) + 1;
  return counts;
}
