/** The UKG Pro simulator in a process of its own, so that its memory and time are not counted as ours. */
import { startUkgSandbox } from '../../src/sandbox/ukg/index.ts';
import { credentials } from '../company/policy.ts';
import { question, reply } from './ask.ts';
import { isUkgQuestion } from './messages.ts';

const { people, today } = await question(isUkgQuestion);
const sandbox = await startUkgSandbox({ seed: 7, people, today, credentials, changesStepHours: 0 });
process.once('SIGTERM', () => {
  void sandbox.close().then(() => process.disconnect());
});
await reply({ url: sandbox.url });
