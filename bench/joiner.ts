import { benchDirectory, memoryBaseDn } from './company/directory.ts';
import { benchConfiguration, distributionLists, securityGroups } from './company/policy.ts';
import { link } from './company/tenure.ts';
import { measureRates } from './rounds.ts';
import { showNumber } from './table.ts';
import type { JoinerPlace } from './joiner-rounds.ts';
import type { BenchContext, BenchLine } from './result.ts';

const count = 300;
const groupCount = securityGroups.length + distributionLists.length;

function memoryPlace(): JoinerPlace {
  let present = benchDirectory();
  return {
    configuration: (organization, storage) =>
      benchConfiguration({ organization, storage, baseDn: memoryBaseDn }),
    async directory() {
      present = benchDirectory();
      return present;
    },
    complete: async () =>
      present.dump().filter(({ enabled, groups, managerDn }) => {
        return enabled && groups.length === groupCount && managerDn !== undefined;
      }).length,
  };
}

/** Joiners per second through the whole durable path into the in-memory directory, beside empty workflows. */
export async function joinerBench(context: BenchContext): Promise<readonly BenchLine[]> {
  const connected = await link(context.temporal);
  try {
    const { joiners, empty } = await measureRates(context, connected, memoryPlace(), count);
    return [
      {
        name: 'joiner, in-memory directory',
        value: joiners.perSecond,
        unit: 'joiners/s',
        raw: { name: 'empty workflow', value: empty.perSecond },
        budgets: [
          { of: 'ratio', atLeast: 0.9 },
          { of: 'value', atLeast: 20 },
        ],
        note: [
          `${count} a round; five groups, a manager, one mail (not sent)`,
          `processor time of the worker ${showNumber(joiners.cpuMs)} ms each, empty ${showNumber(empty.cpuMs)} ms`,
          `the empty workflow leaves ${empty.events} events with payloads of the same size`,
        ].join('; '),
      },
      {
        name: 'history of a joiner',
        value: joiners.events,
        unit: 'events',
        budgets: [{ of: 'value', atMost: 45 }],
      },
    ];
  } finally {
    await connected.close();
  }
}
