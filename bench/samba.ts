import { connectDirectory } from '../src/app/index.ts';
import { createLogger } from '../src/observability/index.ts';
import { benchConfiguration } from './company/policy.ts';
import { addJoinersRaw, clearJoiners, completeJoiners, furnish } from './company/raw-ldap.ts';
import { sambaIsAvailable, startController } from './company/controller.ts';
import { cost, link, withFolder } from './company/tenure.ts';
import { measureRates } from './rounds.ts';
import { showNumber } from './table.ts';
import type { Controller } from './company/controller.ts';
import type { JoinerPlace } from './joiner-rounds.ts';
import type { BenchContext, BenchLine } from './result.ts';

const name = 'joiner, Samba AD DC';
const count = 150;

function sambaPlace(controller: Controller): JoinerPlace {
  return {
    configuration: (organization, storage) =>
      benchConfiguration({ organization, storage, baseDn: controller.baseDn, controller }),
    async directory(configuration) {
      await clearJoiners(controller);
      return connectDirectory(configuration, createLogger({ level: 'warn' }));
    },
    complete: async () => completeJoiners(controller),
  };
}

/** Accounts per second that the controller takes from bare connections: the better of two rounds. */
async function rawRate(controller: Controller): Promise<number> {
  let best = 0;
  for (let round = 0; round < 2; round += 1) {
    await clearJoiners(controller);
    const { seconds } = await cost(async () => addJoinersRaw(controller, count));
    best = Math.max(best, count / seconds);
  }
  await clearJoiners(controller);
  return best;
}

/** Joiners per second into a real domain controller, beside what the two things below would do one after the other. */
export async function sambaBench(context: BenchContext): Promise<readonly BenchLine[]> {
  if (!(await sambaIsAvailable())) {
    return [{ name, leftOut: 'Samba is not installed; `sudo node scripts/samba.mjs install` adds it' }];
  }
  return withFolder(async (folder) => {
    const controller = await startController(folder);
    const connected = await link(context.temporal);
    try {
      await furnish(controller);
      context.progress('raw LDAP');
      const raw = await rawRate(controller);
      const { joiners, empty } = await measureRates(context, connected, sambaPlace(controller), count);
      return [
        {
          name,
          value: joiners.perSecond,
          unit: 'joiners/s',
          raw: { name: '1 / (1/raw LDAP + 1/empty)', value: 1 / (1 / raw + 1 / empty.perSecond) },
          budgets: [{ of: 'ratio', atLeast: 0.85 }],
          note: `raw LDAP ${showNumber(raw)}/s (account with password, five members), empty workflow ${showNumber(empty.perSecond)}/s; processor time of the worker ${showNumber(joiners.cpuMs)} ms each, empty ${showNumber(empty.cpuMs)} ms`,
        },
      ];
    } finally {
      await connected.close();
      await controller.stop();
    }
  });
}
