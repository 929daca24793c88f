/**
 * The run before the measured one, in a process of its own: everybody in HR is seen, and every start is taken as
 * done, so that the next run finds everybody unchanged.
 */
import { benchDirectory, memoryBaseDn } from '../company/directory.ts';
import { benchConfiguration } from '../company/policy.ts';
import { dispatch, judge, silentMailer } from '../company/tenure.ts';
import { compose } from '../../src/app/index.ts';
import { createLogger } from '../../src/observability/index.ts';
import { question, reply } from './ask.ts';
import { isPrimeQuestion } from './messages.ts';

const { organization, storage, ukgUrl } = await question(isPrimeQuestion);
const configuration = benchConfiguration({ organization, storage, baseDn: memoryBaseDn, ukgUrl });
const composition = compose(configuration, createLogger({ level: 'warn' }), {
  directory: benchDirectory(),
  mailer: silentMailer(),
  employees: { start: async () => 'started', receive: async () => undefined },
});
const { dependencies } = composition;
const judged = await judge(dependencies, 'prime');
await dispatch(dependencies, judged);
await composition.close();
await reply({ rows: judged.roster.rows });
process.disconnect();
