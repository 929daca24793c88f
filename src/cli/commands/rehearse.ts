import { command } from '../command.ts';
import { interruptible } from '../practice/interrupt.ts';
import { rehearse } from '../practice/rehearsal.ts';
import type { CommonOptions } from '../context.ts';

/** `tenure rehearse`: the configured product on a server that skips time, driven by commands on standard input. */
export const rehearseCommand = command<CommonOptions>(
  {
    usage: 'rehearse',
    description: 'let time pass on command for the configured product (environment: test only)',
    examples: [
      'printf "sync\\nadvance 30d\\nstatus\\n" | tenure rehearse --config lab.yaml',
      'tenure rehearse --config lab.yaml --json < story.txt',
    ],
  },
  async (_args, options) => interruptible(async (stop, closers) => rehearse(options, stop, closers)),
);
