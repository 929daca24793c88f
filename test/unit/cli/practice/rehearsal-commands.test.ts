import { parseRehearsalCommand, rehearsalHelp } from '../../../../src/cli/practice/rehearsal-commands.ts';

const day = 86_400_000;

describe('a command of a rehearsal', () => {
  it.each([
    ['sync', { kind: 'sync' }],
    ['  status  ', { kind: 'status' }],
    ['exit', { kind: 'exit' }],
    ['advance 5d', { kind: 'advance', byMs: 5 * day }],
    ['advance P90D', { kind: 'advance', byMs: 90 * day }],
    ['advance 30m', { kind: 'advance', byMs: 1_800_000 }],
    ['advance-to 2026-04-01T18:05:00Z', { kind: 'advanceTo', at: Date.UTC(2026, 3, 1, 18, 5) }],
    ['advance-to 2026-04-01T18:05:00-04:00', { kind: 'advanceTo', at: Date.UTC(2026, 3, 1, 22, 5) }],
    ['advance-to 2026-04-01', { kind: 'advanceTo', at: Date.UTC(2026, 3, 1) }],
    ['approve', { kind: 'answer', answer: 'approve' }],
    ['reject KEY1', { kind: 'answer', answer: 'reject', personKey: 'KEY1' }],
    [
      'approve KEY1 seen by  HR',
      { kind: 'answer', answer: 'approve', personKey: 'KEY1', comment: 'seen by HR' },
    ],
    ['retry', { kind: 'answer', answer: 'retry' }],
    ['terminate-now KEY1', { kind: 'terminateNow', personKey: 'KEY1', reason: 'rehearsal' }],
    ['terminate-now KEY1 for cause', { kind: 'terminateNow', personKey: 'KEY1', reason: 'for cause' }],
  ])('is read from "%s"', (line, command) => {
    expect(parseRehearsalCommand(line)).toEqual(command);
  });

  it.each(['', '   ', '# a comment', '#sync'])('is none in "%s"', (line) => {
    expect(parseRehearsalCommand(line)).toBeUndefined();
  });

  it.each([
    'fly',
    'sync now',
    'advance',
    'advance soon',
    'advance 5d more',
    'advance 0d',
    'advance-to tomorrow',
    'advance-to 2026-04-01T18:05:00',
    'advance-to 2026-02-30',
    'terminate-now',
    'constructor',
  ])('is refused in "%s", with all commands as the remedy', (line) => {
    let refused: unknown;
    try {
      parseRehearsalCommand(line);
    } catch (error) {
      refused = error;
    }
    expect(refused).toMatchObject({ code: 'REQUEST_INVALID' });
    expect(refused).toHaveProperty('remedy', expect.stringContaining('advance-to'));
  });

  it('stands in the help when it exists', () => {
    const forms = rehearsalHelp.flatMap(([form]) => form.split(' ')[0]?.split('|') ?? []);
    expect(forms).toEqual(
      expect.arrayContaining([
        'sync',
        'advance',
        'advance-to',
        'status',
        'approve',
        'reject',
        'terminate-now',
        'exit',
      ]),
    );
  });
});
