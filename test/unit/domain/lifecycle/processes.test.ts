import { processOf } from '../../../../src/domain/lifecycle/processes/index.ts';
import {
  lifecycleEvents,
  type LifecycleEvent,
  type Process,
} from '../../../../src/domain/lifecycle/types.ts';
import { leaveRule, policyOf } from './people.ts';

const policy = policyOf({ mailsOn: [...lifecycleEvents] });

function stagesOf(process: Process): readonly string[] {
  return process.stages.map((stage) => stage.steps.map((step) => step.name).join(' + '));
}

function leftOut(process: Process): readonly string[] {
  return process.leftOut.map((left) => left.step);
}

describe('processes', () => {
  it.each(lifecycleEvents.map((event) => [event]))('of %s have unique steps and end with mail', (event) => {
    const process = processOf(event, policy, { leave: { kind: 'medical', rule: leaveRule() } });
    const names = process.stages.flatMap((stage) => stage.steps.map((step) => step.name));
    expect(process.event).toBe(event);
    expect(new Set(names).size).toBe(names.length);
    expect(names.at(-1)).toBe('sendNotifications');
    const always = process.stages.flatMap((stage) => stage.steps).filter((step) => step.when === 'always');
    expect(always.map((step) => step.activity)).toEqual(
      event === 'scheduledTermination' ? ['sendNotifications'] : ['planChanges', 'sendNotifications'],
    );
  });

  it.each<[LifecycleEvent, readonly string[]]>([
    [
      'onboarding',
      [
        'planChanges',
        'createAccount',
        'updateProfile',
        'assignOrganizationalUnit',
        'assignSecurityGroups + assignDistributionLists',
        'setManager',
        'resetPassword',
        'enableAccount',
        'sendNotifications',
      ],
    ],
    ['accountDeletion', ['planChanges', 'deleteAccount', 'sendNotifications']],
    ['scheduledTermination', ['sendNotifications']],
  ])('of %s read in order', (event, stages) => {
    expect(stagesOf(processOf(event, policy))).toEqual(stages);
  });

  it('of a leaver end access before anything else', () => {
    const [, second] = stagesOf(processOf('termination', policy));
    expect(second).toBe('disableAccount');
  });

  it('say what the policy leaves out, and where it says so', () => {
    const { organizationalUnit: _unit, ...rest } = policy.lifecycle.termination;
    const termination = {
      ...rest,
      disable: false,
      groups: 'keep' as const,
      distributionLists: 'keep' as const,
      clearManager: false,
    };
    const lenient = policyOf({ policy: { lifecycle: { ...policy.lifecycle, termination } } });
    const process = processOf('termination', lenient);
    expect(stagesOf(process)).toEqual(['planChanges', 'updateProfile']);
    expect(leftOut(process)).toEqual([
      'disableAccount',
      'resetPassword',
      'assignSecurityGroups',
      'assignDistributionLists',
      'assignOrganizationalUnit',
      'setManager',
      'sendNotifications',
    ]);
    expect(process.leftOut[0]?.why).toBe('lifecycle.termination.disable is off (tenure.yaml:20:1)');
  });

  it('enable a prepared account early only when the policy says so', () => {
    const early = policyOf({
      hire: { accountControl: { ...policy.lifecycle.hire.accountControl, enabled: 'onCreation' } },
    });
    expect(leftOut(processOf('preboarding', policy))).toContain('enableAccount');
    expect(stagesOf(processOf('preboarding', early))).toContain('enableAccount');
  });

  it('disable on leaves of the kinds that want it, and never enable in between', () => {
    const keeping = { leave: { kind: 'medical', rule: leaveRule() } };
    const disabling = { leave: { kind: 'suspension', rule: leaveRule({ account: 'disable' }) } };
    expect(leftOut(processOf('leave', policy, keeping))).toContain('disableAccount');
    expect(stagesOf(processOf('leave', policy, disabling))[1]).toBe('disableAccount');
    expect(stagesOf(processOf('onboarding', policy, keeping))).toContain('enableAccount');
    expect(leftOut(processOf('onboarding', policy, disabling))).toContain('enableAccount');
    expect(leftOut(processOf('rehire', policy, disabling))).toContain('enableAccount');
  });

  it('carry the queues of separated workers', () => {
    const separated = policyOf({
      mailsOn: ['onboarding'],
      policy: { queues: { activeDirectory: 'queue-ad', notifications: 'queue-mail' } },
    });
    const steps = processOf('onboarding', separated).stages.flatMap((stage) => stage.steps);
    const queues = new Map(steps.map((step) => [step.name, step.queue]));
    expect(queues.get('planChanges')).toBe('queue-ad');
    expect(queues.get('createAccount')).toBe('queue-ad');
    expect(queues.get('sendNotifications')).toBe('queue-mail');
    const plain = processOf('onboarding', policy).stages.flatMap((stage) => stage.steps);
    expect(plain.every((step) => !('queue' in step))).toBe(true);
  });
});
