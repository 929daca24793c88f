import type { DecisionSignal } from '../src/contracts/messages.ts';

/** Who says what in a decision signal: operators send text, an object or nothing from Temporal Web. */
export function readSignal(said: DecisionSignal): { actor: string; comment?: string } {
  if (typeof said === 'string') return { actor: 'Temporal Web', comment: said };
  const actor = said?.actor?.trim();
  return {
    actor: actor === undefined || actor === '' ? 'Temporal Web' : actor,
    ...(said?.comment === undefined ? {} : { comment: said.comment }),
  };
}
