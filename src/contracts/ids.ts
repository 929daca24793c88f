/** Ids and queue names. None of them may carry a name, mail address or national id: they are never encrypted. */

/** `employee/<organization>/<personKey>`: one workflow per person for life. */
export function employeeWorkflowId(organization: string, personKey: string): string {
  return `employee/${organization}/${personKey}`;
}

/** `hr-sync/<organization>`. */
export function hrSyncWorkflowId(organization: string): string {
  return `hr-sync/${organization}`;
}

/** Id of the Temporal Schedule that starts `hrSync`. */
export function hrSyncScheduleId(organization: string): string {
  return `hr-sync/${organization}`;
}

/** The default task queue: workflows and all activities. */
export function mainQueue(organization: string): string {
  return `tenure/${organization}`;
}

/** The queue of a directory that has a worker of its own. */
export function directoryQueue(organization: string, directory: string): string {
  return `tenure/${organization}/${directory}`;
}

/** Workflow types. */
export const workflowTypes = {
  employee: 'employee',
  hrSync: 'hrSync',
  scheduledHrSync: 'scheduledHrSync',
} as const;
