import { type HistoryEvent, paginateGetExecutionHistory, type SFNClient } from '@aws-sdk/client-sfn';

/** An execution's events, oldest first. */
export async function readHistory(sfn: SFNClient, executionArn: string): Promise<HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  for await (const page of paginateGetExecutionHistory({ client: sfn, pageSize: 1000 }, { executionArn }))
    events.push(...(page.events ?? []));
  return events;
}

/** The executions that these events started as parts. */
export function childExecutions(events: HistoryEvent[]): string[] {
  return events
    .filter(({ taskSubmittedEventDetails }) => taskSubmittedEventDetails?.resourceType === 'states')
    .map(
      ({ taskSubmittedEventDetails }) => (JSON.parse(taskSubmittedEventDetails?.output ?? '{}') as { ExecutionArn?: string }).ExecutionArn,
    )
    .filter((arn) => arn !== undefined);
}

/** What the execution had created when it ended: the workflow keeps it in its variable `created`. */
export function createdSoFar(events: HistoryEvent[]): string[] {
  const last = events.findLast(({ stateExitedEventDetails }) => stateExitedEventDetails?.assignedVariables?.created !== undefined);
  return JSON.parse(last?.stateExitedEventDetails?.assignedVariables?.created ?? '[]') as string[];
}

/** State transitions as AWS bills them: each state entered, and each retry. */
export function countTransitions(events: HistoryEvent[]): number {
  const count = (ofType: (type: string) => boolean) => events.filter(({ type = '' }) => ofType(type)).length;
  const tries = count((type) => type === 'LambdaFunctionScheduled' || type === 'TaskScheduled');
  const tasks = count((type) => type === 'TaskStateEntered');
  return count((type) => type.endsWith('StateEntered')) + Math.max(0, tries - tasks);
}
