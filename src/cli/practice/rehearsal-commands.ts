import { TenureError } from '../../domain/errors.ts';
import { durationMs, isCalendarDate, parseDuration } from '../../domain/time.ts';
import type { DecisionAnswer } from '../../contracts/messages.ts';

/** One line of a rehearsal's script. */
export type RehearsalCommand =
  | { readonly kind: 'sync' | 'status' | 'help' | 'exit' }
  | { readonly kind: 'advance'; readonly byMs: number }
  | { readonly kind: 'advanceTo'; readonly at: number }
  | {
      readonly kind: 'answer';
      readonly answer: DecisionAnswer;
      /** Without one: everything that takes this answer. */
      readonly personKey?: string;
      readonly comment?: string;
    }
  | { readonly kind: 'terminateNow'; readonly personKey: string; readonly reason: string };

/** How the commands are written, with what they do. */
export const rehearsalHelp: readonly (readonly [string, string])[] = [
  ['sync', 'one run with HR'],
  ['advance 5d', 'let time pass: 30m, 4h, 5d, 2w, P90D'],
  ['advance-to 2026-04-01T18:05:00Z', 'let time pass up to an instant; a date alone means midnight UTC'],
  ['status', 'everybody, with phase and next instant'],
  ['approve [KEY|hr-sync] [comment]', 'approve one decision, or without KEY all that are open'],
  ['reject [KEY|hr-sync] [comment]', 'reject likewise'],
  ['retry|skip|abort [KEY]', 'answer a case in attention'],
  ['terminate-now KEY [reason]', 'end access at once, before HR knows'],
  ['help', 'this list'],
  ['exit', 'end the rehearsal; the end of the input does the same'],
];

/** Name under which a held run is answered, as in `tenure decisions`. */
export const heldRunName = 'hr-sync';

type Reader = (words: readonly string[]) => RehearsalCommand;

const readers: Readonly<Record<string, Reader>> = {
  sync: alone('sync'),
  status: alone('status'),
  help: alone('help'),
  exit: alone('exit'),
  advance: readAdvance,
  'advance-to': readAdvanceTo,
  approve: answering('approve'),
  reject: answering('reject'),
  retry: answering('retry'),
  skip: answering('skip'),
  abort: answering('abort'),
  'terminate-now': readTerminateNow,
};

/**
 * Reads a line; nothing for a blank line and for a comment, which begins with #.
 * @throws TenureError REQUEST_INVALID
 */
export function parseRehearsalCommand(line: string): RehearsalCommand | undefined {
  const [verb = '', ...words] = line.trim().split(/\s+/u);
  if (verb === '' || verb.startsWith('#')) return undefined;
  const reader = Object.hasOwn(readers, verb) ? readers[verb] : undefined;
  if (reader !== undefined) return reader(words);
  throw invalid(`"${verb}" is no command of a rehearsal.`);
}

function alone(kind: 'sync' | 'status' | 'help' | 'exit'): Reader {
  return (words) => {
    if (words.length > 0) throw invalid(`${kind} takes nothing behind it.`);
    return { kind };
  };
}

function readAdvance([text = '', ...rest]: readonly string[]): RehearsalCommand {
  const duration = parseDuration(text);
  const byMs = duration === undefined ? 0 : durationMs(duration);
  if (byMs <= 0 || rest.length > 0)
    throw invalid(`advance needs a duration, not "${[text, ...rest].join(' ')}".`);
  return { kind: 'advance', byMs };
}

function readAdvanceTo([text = '', ...rest]: readonly string[]): RehearsalCommand {
  const dated = isCalendarDate(text) ? `${text}T00:00:00Z` : text;
  const zoned = /(?:Z|[+-]\d{2}:\d{2})$/u.test(dated);
  const at = zoned ? Date.parse(dated) : Number.NaN;
  if (Number.isNaN(at) || rest.length > 0)
    throw invalid(`advance-to needs an instant with its zone, not "${[text, ...rest].join(' ')}".`);
  return { kind: 'advanceTo', at };
}

function answering(answer: DecisionAnswer): Reader {
  return ([personKey, ...comment]) => ({
    kind: 'answer',
    answer,
    ...(personKey === undefined ? {} : { personKey }),
    ...(comment.length === 0 ? {} : { comment: comment.join(' ') }),
  });
}

function readTerminateNow([personKey, ...reason]: readonly string[]): RehearsalCommand {
  if (personKey === undefined) throw invalid('terminate-now needs the key of a person.');
  return { kind: 'terminateNow', personKey, reason: reason.length === 0 ? 'rehearsal' : reason.join(' ') };
}

function invalid(message: string): TenureError {
  const forms = rehearsalHelp.map(([form]) => form).join('; ');
  return new TenureError('REQUEST_INVALID', message, { remedy: `The commands are: ${forms}.` });
}
