import { contentHash } from '../hash.ts';
import type { HrRecord } from './record.ts';

/**
 * Content hash of what HR says: the attributes, whatever their order. Two records of a person with the same
 * hash ask for the same directory state under the same policy.
 */
export function recordHash(record: HrRecord): string {
  return contentHash(record.attributes);
}
