import { openStage } from '../support/story.ts';
import { baseDn } from '../support/policy.ts';
import type { Stage } from '../support/story.ts';

function lifecycle(groups: string): string {
  return `
lifecycle:
  hire:
    createDaysAhead: 7
    password: { kind: passphrase, words: 4 }
  change: { groups: ${groups} }
  leave: { medical: { account: keep }, suspension: { account: disable } }
  termination:
    groups: removeManaged
    distributionLists: keep`;
}

describe.each([
  { mode: 'addOnly', moved: ['All Staff', 'Manual Group', 'Sales Team', 'everyone'] },
  { mode: 'exact', moved: ['All Staff', 'everyone'] },
])('under change.groups: $mode', ({ mode, moved }) => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage({
      sections: {
        lifecycle: lifecycle(mode),
        profile: `
profile:
  employeeID: =employeeNumber
  givenName: =firstName
  sn: =lastName
  displayName: =firstName & " " & lastName
  names:
    candidates:
      - =firstName & "." & lastName
    suffix: "@corp.example"
    onNameChange: renameWithAlias`,
      },
    });
  });

  afterEach(async () => stage.end());

  afterAll(async () => stage.close());

  it('a move out of the department keeps or removes what the rules no longer grant', async () => {
    const key = await stage.worker({ department: 'SALES' });
    const id = stage.company.account(key)?.id ?? '';
    stage.company.directory.administration.addMember('Manual Group', id);
    await stage.change(key, { department: 'OPS' });
    expect(stage.company.account(key)).toMatchObject({
      dn: expect.stringContaining(`OU=Staff,${baseDn}`),
      groups: moved,
    });
  });

  it('a change of name gives new addresses, the old one stays as alias and the logon name stays', async () => {
    const key = await stage.worker({ firstName: 'Noor', lastName: `Old${mode}` });
    const before = stage.company.account(key);
    await stage.change(key, { lastName: `New${mode}` });
    const after = stage.company.account(key);
    expect(after).toMatchObject({
      id: before?.id,
      dn: `CN=Noor New${mode},OU=Staff,${baseDn}`,
      attributes: {
        sAMAccountName: [`Noor.Old${mode}`],
        userPrincipalName: [`Noor.New${mode}@corp.example`],
        mail: [`Noor.New${mode}@corp.example`],
      },
    });
    expect(after?.attributes['proxyAddresses']).toEqual(
      expect.arrayContaining([`SMTP:Noor.New${mode}@corp.example`, `smtp:Noor.Old${mode}@corp.example`]),
    );
  });

  it('a change of name into one that is taken falls back to a number, and a second run writes nothing', async () => {
    await stage.worker({ firstName: 'Ines', lastName: `Taken${mode}` });
    const key = await stage.worker({ firstName: 'Ines', lastName: `Else${mode}` });
    await stage.change(key, { lastName: `Taken${mode}` });
    expect(stage.company.account(key)?.attributes['mail']).toEqual([`Ines.Taken${mode}2@corp.example`]);
    const { writes } = stage.company.directory.counters();
    await stage.company.handle(key).executeUpdate('resync', { args: [{ actor: 'ada' }] });
    await stage.company.quiet();
    expect(stage.company.directory.counters().writes).toBe(writes);
  });

  it('a leaver loses the groups that rules grant and keeps the manual one and the lists', async () => {
    const key = await stage.worker({ department: 'SALES' });
    const id = stage.company.account(key)?.id ?? '';
    stage.company.directory.administration.addMember('Manual Group', id);
    await stage.change(key, { status: 'T', lastDay: stage.day(-1) });
    expect(stage.company.account(key)).toMatchObject({
      enabled: false,
      groups: ['Manual Group', 'everyone'],
    });
  });
});
