import type { TerminationReason, TerminationRule, TerminationRules } from '../../domain/policy.ts';
import type { ConfigurationFile } from '../schema.ts';
import { compileLookup, type Compiler } from './compiler.ts';

type Written = ConfigurationFile['lifecycle']['termination'];
type WrittenReason = Written['reasons'][string];

/** The general rule, with what a reason says differently on top. */
function compileReason(
  compiler: Compiler,
  general: TerminationRule,
  name: string,
  written: WrittenReason,
): TerminationReason {
  const path = ['lifecycle', 'termination', 'reasons', name];
  const { at, deleteAfter, when: _when, ...options } = written;
  const { deleteAfterDays, ...rest } = general;
  const retention = deleteAfter === 'never' ? undefined : (deleteAfter ?? deleteAfterDays);
  const rule: TerminationRule = {
    ...rest,
    ...writtenOptions(options),
    ...(at === undefined ? {} : { at: compileLookup(compiler, [...path, 'at'], at) }),
    ...(retention === undefined ? {} : { deleteAfterDays: retention }),
    name,
    place: compiler.place(path),
  };
  return { when: compiler.formula([...path, 'when']), rule };
}

/** The options that were written; those left out must not overwrite the general ones with nothing. */
function writtenOptions<T extends object>(options: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const written: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  return Object.assign(
    written,
    Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
  );
}

/** `lifecycle.termination`: the general rule for leavers, reasons with rules of their own, the legal hold. */
export function compileTermination(compiler: Compiler, written: Written): TerminationRules {
  const path = ['lifecycle', 'termination'];
  const { at, deleteAfter, organizationalUnit, reasons, legalHold, ...flags } = written;
  const general: TerminationRule = {
    ...flags,
    at: compileLookup(compiler, [...path, 'at'], at),
    place: compiler.place(path),
    ...(organizationalUnit === undefined ? {} : { organizationalUnit }),
    ...(deleteAfter === undefined ? {} : { deleteAfterDays: deleteAfter }),
  };
  const compiled = Object.entries(reasons).map(([name, reason]) =>
    compileReason(compiler, general, name, reason),
  );
  checkReasons(compiler, reasons);
  checkLegalHold(compiler, written);
  return {
    ...general,
    ...(compiled.length === 0 ? {} : { reasons: compiled }),
    ...(legalHold === undefined
      ? {}
      : {
          legalHold: {
            formula: compiler.formula([...path, 'legalHold']),
            place: compiler.place([...path, 'legalHold']),
          },
        }),
  };
}

/** Of two reasons with the same condition the second can never hold. */
function checkReasons(compiler: Compiler, reasons: Written['reasons']): void {
  const conditions = new Map<string, string>();
  for (const [name, { when }] of Object.entries(reasons)) {
    const condition = when.trim().replace(/^=/u, '').trim();
    const before = conditions.get(condition);
    if (before === undefined) {
      conditions.set(condition, name);
      continue;
    }
    compiler.report(
      ['lifecycle', 'termination', 'reasons', name, 'when'],
      `the reason ${before} has the same condition, so ${name} never holds`,
      { hint: 'The first reason whose condition holds wins: give each a condition of its own.' },
    );
  }
}

/** Holding what is never deleted is a mistake about one of the two. */
function checkLegalHold(compiler: Compiler, { legalHold, deleteAfter, reasons }: Written): void {
  const deletes = [deleteAfter, ...Object.values(reasons).map((reason) => reason.deleteAfter)];
  if (legalHold === undefined || deletes.some((after) => typeof after === 'number')) return;
  const path = ['lifecycle', 'termination', 'legalHold'];
  compiler.report(path, 'there is nothing to hold: no account is ever deleted', {
    severity: 'warning',
    hint: 'Add deleteAfter: P90D, or remove legalHold.',
  });
}
