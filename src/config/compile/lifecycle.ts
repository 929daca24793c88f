import { nearestName } from '../../domain/formula/nearest.ts';
import type { AttributeDefinition, AttributeType } from '../../domain/hr/record.ts';
import type { EmploymentStatusRules, LeaveRule, LifecycleRules } from '../../domain/policy.ts';
import type { ConfigurationFile } from '../schema.ts';
import { splitStatusKey } from '../text.ts';
import { isMailAddresses } from './checks.ts';
import { compileLookup, type Compiler } from './compiler.ts';
import { compileTermination } from './termination.ts';

type Written = ConfigurationFile['lifecycle'];

function compileLeave(compiler: Compiler, leave: Written['leave']): Readonly<Record<string, LeaveRule>> {
  const rules = Object.entries(leave).map(([kind, { account, groups, organizationalUnit }]) => {
    const place = compiler.place(['lifecycle', 'leave', kind]);
    const moved = organizationalUnit === undefined ? {} : { organizationalUnit };
    return [kind, { account, groups, place, ...moved }] as const;
  });
  return Object.fromEntries(rules);
}

function compileHire(compiler: Compiler, hire: Written['hire']): LifecycleRules['hire'] {
  const path = ['lifecycle', 'hire'];
  const { password, accountControl } = hire;
  if (accountControl.mustChangePassword && accountControl.passwordNeverExpires) {
    compiler.report(
      [...path, 'accountControl', 'passwordNeverExpires'],
      'a password that never expires cannot have to be changed',
      {
        hint: 'Set mustChangePassword: false, or passwordNeverExpires: false.',
      },
    );
  }
  return {
    createDaysAhead: compileLookup(compiler, [...path, 'createDaysAhead'], hire.createDaysAhead),
    createAt: compileLookup(compiler, [...path, 'createAt'], hire.createAt),
    onboardAt: compileLookup(compiler, [...path, 'onboardAt'], hire.onboardAt),
    password:
      password.kind === 'formula'
        ? { kind: 'formula', formula: compiler.formula([...path, 'password', 'formula']) }
        : password,
    accountControl,
  };
}

type Supervision = Pick<LifecycleRules, 'supervised' | 'remindEveryMs' | 'remindTo'>;

function compileSupervised(compiler: Compiler, written: Written['supervised']): Supervision {
  if (Array.isArray(written)) return { supervised: written };
  const { events, remind, remindTo } = written;
  const path = ['lifecycle', 'supervised', 'remindTo'];
  for (const [index, mail] of remindTo.entries()) {
    if (isMailAddresses(mail)) continue;
    compiler.report([...path, index], `"${mail}" is no mail address`, { hint: 'Write name@corp.example.' });
  }
  if (remindTo.length > 0 && compiler.sections.notifications === undefined) {
    compiler.report(path, 'nobody can be reminded without a mail server', {
      hint: 'Add notifications with from and smtp.',
    });
  }
  if (remind !== undefined && remindTo.length === 0) {
    compiler.report(['lifecycle', 'supervised', 'remind'], 'nobody is reminded: remindTo is missing', {
      hint: 'Name the mail addresses: remindTo: [it@corp.example].',
    });
  }
  return {
    supervised: events,
    ...(remind === undefined ? {} : { remindEveryMs: remind }),
    ...(remindTo.length === 0 ? {} : { remindTo }),
  };
}

/** Step 2. */
export function compileLifecycle(compiler: Compiler, written: Written): LifecycleRules {
  return {
    hire: compileHire(compiler, written.hire),
    change: written.change,
    leave: compileLeave(compiler, written.leave),
    termination: compileTermination(compiler, written.termination),
    ...compileSupervised(compiler, written.supervised),
  };
}

/** Reports a name that is no HR attribute, or one of another type. */
function checkAttribute(
  compiler: Compiler,
  key: string,
  name: string,
  type: AttributeType,
  attributes: readonly AttributeDefinition[],
): string {
  const path = ['employmentStatus', key];
  const found = attributes.find((attribute) => attribute.name.toLowerCase() === name.toLowerCase());
  if (found === undefined) {
    const near = nearestName(
      name,
      attributes.map((attribute) => attribute.name),
    );
    compiler.report(path, `there is no HR attribute "${name}"`, {
      hint: near === undefined ? 'Declare it under hrData.attributes.' : `Did you mean "${near}"?`,
    });
    return name;
  }
  if (found.type !== type) {
    compiler.report(
      path,
      `${key} must be an attribute of type ${type}; "${found.name}" is of type ${found.type}`,
      {
        hint: `Declare it under hrData.attributes with type: ${type}.`,
      },
    );
  }
  return found.name;
}

type Statuses = Readonly<Record<string, readonly string[]>>;

/** By dates, the values need only name the leaves; whoever lists what is active has to list the rest as well. */
function checkNeeded(compiler: Compiler, mode: EmploymentStatusRules['mode'], statuses: Statuses): void {
  const path = ['employmentStatus', 'statuses'];
  const needed = mode === 'status' || statuses['active'] !== undefined ? ['active', 'terminated'] : [];
  for (const meaning of needed) {
    if (statuses[meaning] !== undefined) continue;
    compiler.report(path, `no value means ${meaning}`, {
      span: compiler.document.keySpan(path),
      severity: mode === 'status' ? 'error' : 'warning',
      hint: `Add ${meaning}: [...]; UKG Pro has A for active and T for terminated.`,
    });
  }
}

function checkStatuses(compiler: Compiler, mode: EmploymentStatusRules['mode'], statuses: Statuses): void {
  const path = ['employmentStatus', 'statuses'];
  checkNeeded(compiler, mode, statuses);
  const meanings = new Map<string, string>();
  for (const [meaning, values] of Object.entries(statuses)) {
    for (const [index, value] of values.entries()) {
      const before = meanings.get(value.toLowerCase());
      meanings.set(value.toLowerCase(), meaning);
      if (before === undefined) continue;
      compiler.report([...path, meaning, index], `the value "${value}" already means ${before}`, {
        hint: 'Give every value one meaning.',
      });
    }
  }
  checkLeaveKinds(compiler, statuses);
}

function checkLeaveKinds(compiler: Compiler, statuses: Statuses): void {
  const leave = compiler.sections.lifecycle?.leave;
  if (leave === undefined) return;
  const kinds = new Set(Object.keys(statuses).flatMap((key) => splitStatusKey(key).kind ?? []));
  for (const kind of kinds) {
    if (leave[kind] !== undefined) continue;
    const path = ['employmentStatus', 'statuses', `leave.${kind}`];
    const near = nearestName(kind, Object.keys(leave));
    compiler.report(path, `there is no rule for leave.${kind}`, {
      span: compiler.document.keySpan(path),
      hint:
        near === undefined
          ? `Add it under lifecycle.leave: ${kind}: { account: keep }.`
          : `Did you mean "leave.${near}"?`,
    });
  }
  for (const kind of Object.keys(leave)) {
    if (kinds.has(kind)) continue;
    const path = ['lifecycle', 'leave', kind];
    compiler.report(path, `no status means leave.${kind}, so this rule never applies`, {
      severity: 'warning',
      span: compiler.document.keySpan(path),
      hint: `Add "leave.${kind}": [...] under employmentStatus.statuses.`,
    });
  }
}

/** Step 3; attribute names come out in their declared spelling. */
export function compileEmploymentStatus(
  compiler: Compiler,
  written: ConfigurationFile['employmentStatus'],
  attributes: readonly AttributeDefinition[],
): EmploymentStatusRules {
  const { mode, rehireDate, statuses } = written;
  checkStatuses(compiler, mode, statuses);
  return {
    mode,
    startDate: checkAttribute(compiler, 'startDate', written.startDate, 'date', attributes),
    lastDay: checkAttribute(compiler, 'lastDay', written.lastDay, 'date', attributes),
    status: checkAttribute(compiler, 'status', written.status, 'text', attributes),
    statuses,
    place: compiler.place(['employmentStatus']),
    ...(rehireDate === undefined
      ? {}
      : { rehireDate: checkAttribute(compiler, 'rehireDate', rehireDate, 'date', attributes) }),
  };
}
