import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import { employeeMessages, hrSyncMessages } from '../src/contracts/messages.ts';
import type {
  Decide,
  DecisionSignal,
  EmployeeView,
  HoldWanted,
  HrRecordReceived,
  HrSyncView,
  ManagerAccountReady,
  ManagerAccountWanted,
  ReleaseWanted,
  RequestAccepted,
  ResyncWanted,
  TerminateNow,
} from '../src/contracts/messages.ts';

export const hrRecordReceived = defineSignal<[HrRecordReceived]>(employeeMessages.hrRecordReceived);
export const managerAccountReady = defineSignal<[ManagerAccountReady]>(employeeMessages.managerAccountReady);
export const managerAccountWanted = defineSignal<[ManagerAccountWanted]>(
  employeeMessages.managerAccountWanted,
);
export const nudge = defineSignal(employeeMessages.nudge);
export const approve = defineSignal<[DecisionSignal]>(employeeMessages.approve);
export const reject = defineSignal<[DecisionSignal]>(employeeMessages.reject);
export const decide = defineUpdate<RequestAccepted, [Decide]>(employeeMessages.decide);
export const resync = defineUpdate<RequestAccepted, [ResyncWanted]>(employeeMessages.resync);
export const terminateNow = defineUpdate<RequestAccepted, [TerminateNow]>(employeeMessages.terminateNow);
export const hold = defineUpdate<RequestAccepted, [HoldWanted]>(employeeMessages.hold);
export const release = defineUpdate<RequestAccepted, [ReleaseWanted]>(employeeMessages.release);
export const status = defineQuery<EmployeeView>(employeeMessages.status);

export const decideRun = defineUpdate<RequestAccepted, [Decide]>(hrSyncMessages.decide);
export const approveRun = defineSignal<[DecisionSignal]>(hrSyncMessages.approve);
export const rejectRun = defineSignal<[DecisionSignal]>(hrSyncMessages.reject);
export const runStatus = defineQuery<HrSyncView>(hrSyncMessages.status);
