import type { ResyncRequest, TerminateNowRequest } from '../../../../src/domain/lifecycle/types.ts';

export function terminateNow(at: number): TerminateNowRequest {
  return { kind: 'terminateNow', reason: 'security incident', actor: 'admin', at };
}

export function resync(at: number): ResyncRequest {
  return { kind: 'resync', actor: 'admin', at };
}
