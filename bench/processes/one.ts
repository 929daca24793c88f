/** One benchmark in a process of its own. */
import { benches } from '../registry.ts';
import { question, reply } from './ask.ts';
import { isOneQuestion } from './messages.ts';

const { name, temporal, large } = await question(isOneQuestion);
const bench = benches.find((one) => one.name === name);
if (bench === undefined) throw new Error(`No benchmark is called ${name}.`);
const progress = (text: string): void => void process.stderr.write(`${name}: ${text}\n`);
progress(bench.measures);
await reply([...(await bench.run({ temporal, large, progress }))]);
process.disconnect();
