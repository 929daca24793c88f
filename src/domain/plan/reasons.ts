import type { Reason } from '../lifecycle/types.ts';
import { showPlace } from '../place.ts';

/** A part of an operation (an attribute, a group) and why it is in it. */
export interface PartReason {
  readonly part: string;
  readonly reason: Reason;
}

/** One reason for an operation of several parts: every part with its own rule, so that each can be traced. */
export function joinReasons(parts: readonly PartReason[]): Reason {
  const texts = parts.map(({ part, reason }) => {
    const at = reason.place === undefined ? '' : ` (${showPlace(reason.place)})`;
    return `${part}: ${reason.text}${at}`;
  });
  const place = parts.find(({ reason }) => reason.place !== undefined)?.reason.place;
  return { text: texts.join('; '), ...(place === undefined ? {} : { place }) };
}
