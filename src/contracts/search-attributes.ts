/** Custom search attributes, written together and on change only (architecture section 4). */
export const searchAttributes = {
  organization: { name: 'TenureOrganization', type: 'Keyword' },
  person: { name: 'TenurePerson', type: 'Keyword' },
  phase: { name: 'TenurePhase', type: 'Keyword' },
  lastEvent: { name: 'TenureLastEvent', type: 'Keyword' },
  status: { name: 'TenureStatus', type: 'Keyword' },
  attention: { name: 'TenureAttention', type: 'Keyword' },
  needsDecision: { name: 'TenureNeedsDecision', type: 'Bool' },
  nextAt: { name: 'TenureNextAt', type: 'Datetime' },
  lastEventAt: { name: 'TenureLastEventAt', type: 'Datetime' },
} as const;

/** Values of `TenureStatus`. */
export type EmployeeStatus = 'idle' | 'working' | 'waitingForDecision' | 'attention' | 'closed';
