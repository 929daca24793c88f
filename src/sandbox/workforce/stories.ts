import type { Member } from './cast.ts';
import type { Desk, Story } from './desk.ts';

/** A day a part of the whole stretch later, but not after its end. */
function later(desk: Desk, day: number, part: number): number {
  return Math.min(day + Math.max(1, Math.floor(part * desk.days)), desk.days - 3);
}

function engaged(desk: Desk, day: number, until: number): Member {
  const member = desk.somebody(day);
  member.freeFrom = until + 3;
  return member;
}

function leaver(desk: Desk, day: number): Member {
  return engaged(desk, day, Infinity);
}

const hire: Story = (desk, day) => void desk.hire(day);

const futureHire: Story = (desk, day) => void desk.hire(day, later(desk, day, 0.06));

const promotion: Story = (desk, day) => {
  const member = engaged(desk, day, day);
  const family = member.jobCode.slice(0, 3);
  const next = member.jobCode.endsWith('STF') ? `${family}SNR` : `${family}STF`;
  member.jobCode = next;
  const jobTitle = desk.random.chance(0.3) ? 'Principal Expert' : null;
  desk.write(day, { kind: 'changeJob', personKey: member.personKey, jobCode: next, jobTitle });
};

const newDepartment: Story = (desk, day) => {
  const member = engaged(desk, day, day);
  const others = desk.organization.departments.filter(({ code }) => code !== member.department);
  const department = desk.random.pick(others);
  const boss = desk.cast.pickManager(day, department.code);
  member.department = department.code;
  member.jobCode = department.family + member.jobCode.slice(3);
  desk.write(day, {
    kind: 'move',
    personKey: member.personKey,
    orgLevel2: department.code,
    orgLevel3: null,
    ...(boss === undefined ? {} : { supervisorKey: boss.personKey }),
  });
  desk.write(day, { kind: 'changeJob', personKey: member.personKey, jobCode: member.jobCode });
  if (boss === undefined) return;
  member.supervisorKey = boss.personKey;
  desk.cast.join(member);
};

const newLocation: Story = (desk, day) => {
  const member = engaged(desk, day, day);
  const position = desk.organization.companies.findIndex(({ companyId }) => companyId === member.companyId);
  const location = desk.organization.locations[position * 2 + 1];
  if (location === undefined) return;
  desk.write(day, { kind: 'move', personKey: member.personKey, locationCode: location.code });
};

const newManager: Story = (desk, day) => {
  const member = engaged(desk, day, day);
  const boss = desk.cast.pickManager(day);
  if (boss === undefined || boss.personKey === member.supervisorKey) return;
  member.supervisorKey = boss.personKey;
  desk.cast.join(member);
  desk.write(day, { kind: 'move', personKey: member.personKey, supervisorKey: boss.personKey });
};

const rename: Story = (desk, day) => {
  const { personKey } = engaged(desk, day, day);
  const lastName = desk.random.pick(['García-Ortega', "O'Sullivan", 'Łukasiewicz', 'Nguyễn', 'van der Berg']);
  desk.write(day, { kind: 'rename', personKey, lastName });
};

const leave: Story = (desk, day) => {
  const back = later(desk, day, 0.22);
  const { personKey } = engaged(desk, day, back);
  const reasonCode = desk.random.pick(['100', '300']);
  desk.write(day, { kind: 'startLeave', personKey, reasonCode, expectedEnd: desk.dateOn(back) });
  desk.write(back, { kind: 'returnFromLeave', personKey });
};

const suspension: Story = (desk, day) => {
  const back = later(desk, day, 0.05);
  const { personKey } = engaged(desk, day, back);
  desk.write(day, { kind: 'suspend', personKey });
  desk.write(back, { kind: 'returnFromLeave', personKey });
};

const layOff: Story = (desk, day) => {
  const back = later(desk, day, 0.08);
  const { personKey } = engaged(desk, day, back);
  desk.write(day, { kind: 'changeStatus', personKey, status: 'R' });
  desk.write(back, { kind: 'returnFromLeave', personKey });
};

const dismissal: Story = (desk, day) => {
  desk.write(day, {
    kind: 'terminate',
    personKey: leaver(desk, day).personKey,
    reasonCode: '150',
    type: 'I',
  });
};

const resignation: Story = (desk, day) => {
  const lastDay = desk.dateOn(later(desk, day, 0.05));
  desk.write(day, { kind: 'terminate', personKey: leaver(desk, day).personKey, lastDay });
};

const changeOfMind: Story = (desk, day) => {
  const rescinded = later(desk, day, 0.05);
  const { personKey } = engaged(desk, day, rescinded);
  desk.write(day, { kind: 'terminate', personKey, lastDay: desk.dateOn(later(desk, day, 0.14)) });
  desk.write(rescinded, { kind: 'rescindTermination', personKey });
};

function comeback(form: 'sameRow' | 'secondRow' | 'newPersonKey'): Story {
  return (desk, day) => {
    const back = later(desk, day, 0.38);
    const { personKey } = leaver(desk, day);
    desk.write(day, { kind: 'terminate', personKey });
    const key = form === 'newPersonKey' ? { newPersonKey: desk.cast.newKey() } : {};
    desk.write(back, { kind: 'rehire', personKey, form, ...key });
  };
}

const transfer: Story = (desk, day) => {
  const member = leaver(desk, day);
  const others = desk.organization.companies.filter(({ companyId }) => companyId !== member.companyId);
  const { companyId } = desk.random.pick(others);
  desk.write(day, { kind: 'transfer', personKey: member.personKey, companyId });
};

const retirement: Story = (desk, day) => {
  const lastDay = desk.dateOn(later(desk, day, 0.04));
  desk.write(day, { kind: 'retire', personKey: leaver(desk, day).personKey, lastDay });
};

const death: Story = (desk, day) => {
  desk.write(day, { kind: 'die', personKey: leaver(desk, day).personKey });
};

const badge: Story = (desk, day) => {
  const { personKey } = engaged(desk, day, day);
  const value = `BADGE-${desk.random.below(90_000)}`;
  desk.write(day, { kind: 'editUdfWithoutStamp', personKey, field: 'personnelUDField01', value });
};

const newPhone: Story = (desk, day) => {
  const { personKey } = engaged(desk, day, day);
  const workPhone = `95455501${String(desk.random.below(100)).padStart(2, '0')}`;
  desk.write(day, { kind: 'changeContact', personKey, workPhone });
};

/** A manager goes; whoever reports to them, and has no story of their own under way, moves up first. */
const managerLeaves: Story = (desk, day) => {
  const manager = desk.cast.pickManager(day);
  if (manager === undefined) return;
  manager.freeFrom = Infinity;
  for (const report of desk.cast.reportsOf(manager.personKey)) {
    if (report.freeFrom > day) continue;
    report.supervisorKey = manager.supervisorKey;
    desk.cast.join(report);
    desk.write(day, { kind: 'move', personKey: report.personKey, supervisorKey: manager.supervisorKey });
  }
  desk.write(day, { kind: 'terminate', personKey: manager.personKey });
};

/** The stories that every working life has, each at a part of the stretch. */
export function stories(
  severalCompanies: boolean,
): readonly { readonly at: number; readonly story: Story }[] {
  const always = [
    { at: 0.02, story: hire },
    { at: 0.04, story: futureHire },
    { at: 0.05, story: comeback('sameRow') },
    { at: 0.08, story: promotion },
    { at: 0.12, story: newDepartment },
    { at: 0.14, story: newLocation },
    { at: 0.15, story: leave },
    { at: 0.16, story: newManager },
    { at: 0.18, story: rename },
    { at: 0.2, story: comeback('newPersonKey') },
    { at: 0.22, story: suspension },
    { at: 0.3, story: dismissal },
    { at: 0.32, story: resignation },
    { at: 0.36, story: changeOfMind },
    { at: 0.62, story: retirement },
    { at: 0.7, story: death },
    { at: 0.75, story: badge },
    { at: 0.78, story: newPhone },
    { at: 0.8, story: layOff },
    { at: 0.85, story: managerLeaves },
  ];
  if (!severalCompanies) return always;
  return [...always, { at: 0.1, story: comeback('secondRow') }, { at: 0.55, story: transfer }];
}

/** What happens besides, by size: events a year for each person. */
export const background: readonly { readonly perYear: number; readonly story: Story }[] = [
  { perYear: 0.1, story: hire },
  { perYear: 0.05, story: futureHire },
  { perYear: 0.08, story: resignation },
  { perYear: 0.03, story: dismissal },
  { perYear: 0.1, story: promotion },
  { perYear: 0.05, story: newDepartment },
  { perYear: 0.03, story: newManager },
  { perYear: 0.02, story: rename },
  { perYear: 0.03, story: leave },
  { perYear: 0.02, story: newPhone },
];
