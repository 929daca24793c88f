import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { TypedSearchAttributes, defineSearchAttributeKey } from '@temporalio/common';
import { employeeWorkflowId, mainQueue, workflowTypes } from '../../contracts/ids.ts';
import { employeeMessages } from '../../contracts/messages.ts';
import { searchAttributes as names } from '../../contracts/search-attributes.ts';
import type { Client } from '@temporalio/client';
import type { EmployeeStarter } from '../../contracts/ports.ts';
import type { EmployeeInput } from '../../contracts/workflows.ts';

const organizationKey = defineSearchAttributeKey(names.organization.name, 'KEYWORD');
const personKey = defineSearchAttributeKey(names.person.name, 'KEYWORD');
const phaseKey = defineSearchAttributeKey(names.phase.name, 'KEYWORD');

/** Starts and signals the workflows of employees. */
export function createEmployeeStarter(client: Client): EmployeeStarter {
  return {
    async start(input, priority) {
      try {
        await client.workflow.start(workflowTypes.employee, startOptions(input, priority));
        return 'started';
      } catch (error) {
        if (error instanceof WorkflowExecutionAlreadyStartedError) return 'exists';
        throw error;
      }
    },
    async receive(input, source, priority) {
      await client.workflow.signalWithStart(workflowTypes.employee, {
        ...startOptions(input, priority),
        signal: employeeMessages.hrRecordReceived,
        signalArgs: [{ record: input.record, source }],
      });
    },
  };
}

function startOptions(input: EmployeeInput, priority: number) {
  const { organization, personKey: key } = input.person;
  return {
    workflowId: employeeWorkflowId(organization, key),
    taskQueue: mainQueue(organization),
    args: [input] as [EmployeeInput],
    staticSummary: `Employee ${key}`,
    priority: { priorityKey: priority },
    typedSearchAttributes: new TypedSearchAttributes([
      { key: organizationKey, value: organization },
      { key: personKey, value: key },
      { key: phaseKey, value: input.memory?.phase ?? 'expected' },
    ]),
  };
}
