import { allActivities } from '../src/app/index.ts';
import { employeeWorkflowId } from '../src/contracts/ids.ts';
import { benchDirectory, memoryBaseDn } from './company/directory.ts';
import { listSource, people } from './company/people.ts';
import { benchConfiguration } from './company/policy.ts';
import { cost, dispatch, freshOrganization, judge, openTenure, until, withFolder } from './company/tenure.ts';
import { hollowActivities, hollowEmployee, readShape } from './hollow/shape.ts';
import type { ChangeLine } from '../activities/run/lines.ts';
import type { Configuration } from '../src/config/index.ts';
import type { DirectoryPort } from '../src/contracts/ports.ts';
import type { Cost, Link } from './company/tenure.ts';
import type { Shape } from './hollow/shape.ts';

/** Where joiners of a round get their accounts. */
export interface JoinerPlace {
  configuration(organization: string, storage: string): Configuration;
  /** A directory for the round: with the policy's containers and groups, without the joiners. */
  directory(configuration: Configuration): Promise<DirectoryPort>;
  /** Accounts of the round that are enabled and in all five groups. */
  complete(directory: DirectoryPort): Promise<number>;
}

/** One round: how long it took, and what one of its joiners looks like in the history. */
export interface Round extends Cost {
  readonly shape: Shape;
}

/** The local activity that ends every case. */
const evaluate = 'evaluate';

interface RoundOptions {
  readonly link: Link;
  readonly bundle: { readonly code: string };
  readonly count: number;
}

/**
 * Joiners through the whole durable path: the run is fetched and assessed first, then the clock runs from its
 * dispatch until every joiner's workflow has worked everything off. @throws Error when an account is not as the
 * policy says
 */
export async function joinerRound(options: RoundOptions, place: JoinerPlace): Promise<Round> {
  const { link, bundle, count } = options;
  return withFolder(async (folder) => {
    const organization = freshOrganization();
    const configuration = place.configuration(organization, folder);
    const directory = await place.directory(configuration);
    const records = people(count);
    const composition = openTenure(configuration, link, { hr: listSource(records), directory });
    const { dependencies } = composition;
    const judged = await judge(dependencies, 'joiners');
    const rested = new Set<string>();
    let evaluateBytes = 0;
    const activities = allActivities(dependencies);
    const worker = await link.work({
      organization,
      bundle,
      activities: {
        ...activities,
        // The answer that the run worked out takes the place of the first evaluation; the one after the case is the last.
        evaluate: async (input: Parameters<typeof activities.evaluate>[0]) => {
          rested.add(input.person.personKey);
          evaluateBytes ||= JSON.stringify(input).length;
          return activities.evaluate(input);
        },
      },
    });
    try {
      const took = await cost(async () => {
        await dispatch(dependencies, judged);
        await until('all joiners are done', () => rested.size === count);
      });
      const complete = await place.complete(directory);
      if (complete !== count) throw new Error(`${complete} of ${count} joiners have what the policy says`);
      const personKey = records[Math.floor(count / 2)]?.personKey ?? '';
      await untilResting(link, organization, personKey);
      const shape = await readShape({ ...link, organization, personKey, evaluateBytes });
      return { ...took, shape };
    } finally {
      await worker.stop();
      await composition.close();
    }
  });
}

/** The last workflow task may be on its way still when its evaluation is over. */
async function untilResting(link: Link, organization: string, personKey: string): Promise<void> {
  const handle = link.client.workflow.getHandle(employeeWorkflowId(organization, personKey));
  await until('the joiner rests', async () => {
    const { events } = await handle.fetchHistory();
    return events?.at(-1)?.timerStartedEventAttributes != null;
  });
}

/** The same number of empty workflows in the shape of a joiner, started by the product's own dispatch. */
export async function hollowRound(options: RoundOptions, shape: Shape): Promise<Round> {
  const { link, bundle, count } = options;
  return withFolder(async (storage) => {
    const organization = freshOrganization();
    const configuration = benchConfiguration({ organization, storage, baseDn: memoryBaseDn });
    const records = people(count);
    const parts = { hr: listSource(records), directory: benchDirectory() };
    const composition = openTenure(configuration, link, parts);
    const { dependencies } = composition;
    const judged = await judge(dependencies, 'joiners');
    await dependencies.snapshots.write(
      judged.assessment.changes,
      records.map((record): ChangeLine => {
        const input = { schema: 1, person: { organization, personKey: record.personKey }, record } as const;
        return { how: 'start', input: hollowEmployee(input, shape), priority: 3, adopted: false };
      }),
    );
    const { names, locals } = callsOf(shape);
    let evaluated = 0;
    const activities = hollowActivities(names, (name) => {
      if (name === evaluate) evaluated += 1;
    });
    const worker = await link.work({ organization, bundle, activities });
    try {
      const took = await cost(async () => {
        await dispatch(dependencies, judged);
        await until('all empty workflows are done', () => evaluated === count * locals);
      });
      const personKey = records[Math.floor(count / 2)]?.personKey ?? '';
      await untilResting(link, organization, personKey);
      const hollow = await readShape({ ...link, organization, personKey, evaluateBytes: 0 });
      return { ...took, shape: hollow };
    } finally {
      await worker.stop();
      await composition.close();
    }
  });
}

function callsOf({ beats }: Shape): { readonly names: readonly string[]; readonly locals: number } {
  const names = new Set<string>();
  let locals = 0;
  for (const beat of beats) {
    if (beat.kind === 'activities') for (const { name } of beat.calls) names.add(name);
    if (beat.kind !== 'local') continue;
    names.add(beat.call.name);
    locals += 1;
  }
  return { names: [...names], locals };
}
