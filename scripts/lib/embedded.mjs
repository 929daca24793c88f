/** The Temporal server for a command of ours: the user's when there is one, else a child for as long as it takes. */
import { startTemporal } from '../temporal.mjs';
import { say } from './terminal.mjs';

/**
 * What a command is told about its server, in its environment.
 * @typedef {object} ServerEnvironment
 * @property {string} TEMPORAL_ADDRESS host:port
 * @property {string} [TENURE_TEMPORAL_WEB] URL of the Web UI, when we started one
 * @property {'1'} [TENURE_TEMPORAL_OWN] set when the server is ours and goes down with the command
 */

/**
 * Runs `work` with a server and stops the server afterwards if, and only if, it was started here.
 * @param {import('./temporal-finder.mjs').TemporalSource} source
 * @param {Omit<import('../temporal.mjs').StartOptions, 'program'>} options
 * @param {(environment: ServerEnvironment) => Promise<number>} work answers with an exit code
 * @returns {Promise<number>} that exit code
 */
export async function withTemporal(source, options, work) {
  if (source.kind === 'server') return work({ TEMPORAL_ADDRESS: source.address });
  const server = await startTemporal({ ...options, program: source.program });
  const watching = new AbortController();
  void sayWhenItEnds(server, options.logFile, watching.signal);
  try {
    return await work({
      TEMPORAL_ADDRESS: server.address,
      TENURE_TEMPORAL_OWN: '1',
      ...(server.web !== undefined && { TENURE_TEMPORAL_WEB: server.web }),
    });
  } finally {
    watching.abort();
    await server.stop();
  }
}

/**
 * @param {import('../temporal.mjs').RunningTemporal} server
 * @param {string} logFile
 * @param {AbortSignal} expected aborted when we end the server ourselves
 */
async function sayWhenItEnds(server, logFile, expected) {
  const code = await server.ended;
  if (!expected.aborted)
    say(`The Temporal server ended unexpectedly (exit code ${code}); its log: ${logFile}`);
}
