import { applyPatch, initialMemory, withCase } from '../../../../src/domain/lifecycle/memory.ts';

describe('a memory', () => {
  it('takes over every field of a patch and removes what is null', () => {
    const full = {
      phase: 'leave',
      applied: { recordHash: 'h', policyVersion: 'p', at: 1 },
      startDate: '2020-01-06',
      lastDay: '2026-01-01',
      announcedLastDay: '2026-02-02',
      terminatedAt: 2,
      terminatedOnRequest: { startDate: '2020-01-06' },
      leaveKind: 'medical',
      deleteAt: 3,
      rejected: { event: 'leave', recordHash: 'h' },
      hold: { actor: 'ada', reason: 'litigation', at: 4 },
      accounts: { activeDirectory: { id: 'guid-1', origin: 'created' } },
    } as const;
    const memory = applyPatch(initialMemory(), full);
    expect(memory).toEqual({ schema: 1, recent: [], ...full });
    expect(applyPatch(memory, {})).toEqual(memory);
    const { phase: _phase, accounts: _accounts, ...optional } = full;
    const emptied = Object.fromEntries(Object.keys(optional).map((name) => [name, null]));
    expect(
      applyPatch(memory, { ...emptied, phase: 'expected', accounts: { activeDirectory: null } }),
    ).toEqual(initialMemory());
  });

  it('keeps fields that a newer build has added', () => {
    const newer = { ...initialMemory(), later: 'kept' };
    expect(applyPatch(newer, { phase: 'active' })).toMatchObject({ later: 'kept', phase: 'active' });
  });

  it('keeps the last twenty cases', () => {
    let memory = initialMemory();
    for (let day = 1; day <= 25; day += 1)
      memory = withCase(memory, {
        caseId: `${day}`,
        event: 'profileChange',
        outcome: 'completed',
        at: day,
        changes: 0,
      });
    expect(memory.recent).toHaveLength(20);
    expect(memory.recent.map((one) => one.at)).toEqual(Array.from({ length: 20 }, (_, index) => index + 6));
  });
});
