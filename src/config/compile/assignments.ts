import { nearestName } from '../../domain/formula/nearest.ts';
import type { MembershipRules, PlacementRules, Rule } from '../../domain/policy.ts';
import type { ConfigurationFile } from '../schema.ts';
import { repeated } from './checks.ts';
import { compileRules, type Compiler } from './compiler.ts';

/** Step 5: rules come out in the order in which they are tried. */
export function compilePlacement(
  compiler: Compiler,
  written: ConfigurationFile['organizationalUnits'],
): PlacementRules {
  const path = ['organizationalUnits', 'rules'];
  const rules = written.rules.map(({ use, priority }, index): Rule<string> => {
    const when = compiler.formula([...path, index, 'when']);
    const rule = { when, use, place: compiler.place([...path, index]) };
    return priority === undefined ? rule : Object.assign(rule, { priority });
  });
  checkPriorities(compiler, rules);
  return {
    default: written.default,
    rules: rules.toSorted((a, b) => (a.priority ?? 0) - (b.priority ?? 0)),
    place: compiler.place(['organizationalUnits']),
  };
}

function checkPriorities(compiler: Compiler, rules: readonly Rule<string>[]): void {
  const prioritized = rules.filter((rule) => rule.priority !== undefined).length;
  const lines = new Map<number, number>();
  for (const [index, { priority, place }] of rules.entries()) {
    const path = ['organizationalUnits', 'rules', index];
    if (priority === undefined) {
      if (prioritized === 0) continue;
      compiler.report(path, 'this rule has no priority, others have', {
        hint: 'Give every rule a priority, or none: then the first one that holds wins.',
      });
      continue;
    }
    const before = lines.get(priority);
    if (before !== undefined) {
      compiler.report([...path, 'priority'], `priority ${priority} is taken by the rule in line ${before}`, {
        hint: 'Give every rule a priority of its own.',
      });
    }
    lines.set(priority, before ?? place.line);
  }
}

/** Steps 6 and 7. */
export function compileMemberships(
  compiler: Compiler,
  section: 'securityGroups' | 'distributionLists',
  written: ConfigurationFile['securityGroups'],
): MembershipRules {
  const granted = [...written.default, ...written.rules.flatMap((rule) => rule.use)];
  const known = new Set(granted.map((name) => name.toLowerCase()));
  for (const { value, index } of repeated(written.exclusive.map((set) => set.name))) {
    compiler.report([section, 'exclusive', index, 'name'], `there is already a set "${value}"`, {
      hint: 'Give every set a name of its own.',
    });
  }
  for (const [index, { groups }] of written.exclusive.entries()) {
    const path = [section, 'exclusive', index, 'groups'];
    for (const twice of repeated(groups)) {
      compiler.report([...path, twice.index], `"${twice.value}" stands in this set twice`, {
        hint: 'Keep one.',
      });
    }
    for (const [position, name] of groups.entries()) {
      if (known.has(name.toLowerCase())) continue;
      const near = nearestName(name, granted);
      compiler.report([...path, position], `no rule grants "${name}"`, {
        severity: 'warning',
        hint:
          near === undefined
            ? 'It is only watched over: members keep or lose it by the set alone.'
            : `Did you mean "${near}"?`,
      });
    }
  }
  return {
    default: written.default,
    rules: compileRules(compiler, [section, 'rules'], written.rules),
    exclusive: written.exclusive.map(({ name, groups, onConflict }, index) => {
      const place = compiler.place([section, 'exclusive', index]);
      return { name, groups, onConflict, place };
    }),
    place: compiler.place([section]),
  };
}
