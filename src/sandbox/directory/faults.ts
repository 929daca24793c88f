import { TenureError } from '../../domain/errors.ts';
import type { FaultOrder, FaultPoint } from './types.ts';

const reads: ReadonlySet<FaultPoint> = new Set([
  'read',
  'find',
  'list',
  'taken',
  'resolveGroups',
  'findContainer',
]);

function faultError(fault: FaultOrder['fault']): TenureError {
  if (fault === 'busy') return new TenureError('AD_BUSY', 'the directory is busy', { retryable: true });
  if (fault === 'refused') {
    return new TenureError('AD_FORBIDDEN', 'the service account may not do this');
  }
  return new TenureError('AD_UNREACHABLE', 'the directory does not answer', { retryable: true });
}

/** Failures that tests and the practice company order; each is raised as often as ordered. */
export class Faults {
  readonly #orders = new Set<{ readonly order: FaultOrder; left: number }>();

  order(order: FaultOrder): () => void {
    const entry = { order, left: order.times ?? 1 };
    this.#orders.add(entry);
    return () => this.#orders.delete(entry);
  }

  #take(point: FaultPoint, afterwards: boolean): FaultOrder['fault'] | undefined {
    for (const entry of this.#orders) {
      const { on, fault } = entry.order;
      const hit = on === point || on === 'any' || (on === 'anyWrite' && !reads.has(point));
      if (!hit || (fault === 'answerLost') !== afterwards) continue;
      entry.left--;
      if (entry.left <= 0) this.#orders.delete(entry);
      return fault;
    }
    return undefined;
  }

  /** Raises what is ordered for this call, before it has done anything. */
  before(point: FaultPoint): void {
    const fault = this.#take(point, false);
    if (fault !== undefined) throw faultError(fault);
  }

  /** Raises a lost answer, after the call has done its work. */
  after(point: FaultPoint): void {
    const fault = this.#take(point, true);
    if (fault !== undefined) throw faultError(fault);
  }
}
