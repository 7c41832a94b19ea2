import type { Branch } from './branch.ts';
import { type Execution, secondsOfYear } from './execution.ts';
import { historyLimit } from './history.ts';
import { Scope } from './scope.ts';

const secondsToRedrive = 14 * 24 * 3600;

interface RedriveStatus {
  redriveStatus: 'REDRIVABLE' | 'NOT_REDRIVABLE' | 'REDRIVABLE_BY_MAP_RUN';
  redriveStatusReason?: string;
}

/** `redriveStatus` of DescribeExecution, and for what is not redrivable the reason, in the words of its reference. */
export function redriveStatus(execution: Execution): RedriveStatus {
  const refuse = (redriveStatusReason: string) => ({ redriveStatus: 'NOT_REDRIVABLE' as const, redriveStatusReason });
  const { status, stopDate, place, history, machine } = execution;
  if (machine.status === 'DELETING') return refuse('State machine is in DELETING status');
  if (status === 'RUNNING' || status === 'SUCCEEDED' || status === 'PENDING_REDRIVE')
    return refuse(`Execution is ${status} and cannot be redriven`);
  if (stopDate && place.clock.now() - stopDate.getTime() > secondsToRedrive * 1000) {
    return refuse('Execution redrivable period exceeded');
  }
  if (place.clock.now() - execution.startDate.getTime() >= secondsOfYear * 1000) {
    return refuse('Execution has exceeded the max execution time');
  }
  if (history.events.length >= historyLimit - 1) return refuse('Execution history event limit exceeded');
  return { redriveStatus: execution.mapRunArn === undefined ? 'REDRIVABLE' : 'REDRIVABLE_BY_MAP_RUN' };
}

/** Readies a branch to go on with the state it stopped in: inner branches that succeeded keep their output, retry counts begin anew. */
export function prepareRedrive(branch: Branch): void {
  if (branch.output) return;
  branch.scope = new Scope();
  prepareEntry(branch);
}

function prepareEntry(branch: Branch): void {
  const { entry } = branch;
  if (!entry) return;
  entry.retryCount = 0;
  if (entry.heldTooMuch) entry.branches = entry.mapRun = undefined;
  entry.resuming = entry.branches !== undefined || entry.mapRun !== undefined;
  for (const inner of entry.branches ?? []) {
    if (inner.output) continue;
    inner.scope = branch.scope.child();
    prepareEntry(inner);
  }
}
