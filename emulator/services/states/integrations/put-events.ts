import { StateError } from '../state-error.ts';
import type { Integration, TaskCall } from './integration.ts';
import { toModelNames, toStateNames } from './member-names.ts';
import { callService, parametersObject } from './service-call.ts';

const names = { model: 'events', prefix: 'EventBridge', general: 'AmazonEventBridgeException', service: 'AmazonEventBridge' };

/** `arn:aws:states:::events:putEvents`: Detail may be an object; an entry that EventBridge refuses fails the task. No metadata, as recorded. */
export const putEvents: Integration = {
  patterns: ['', '.waitForTaskToken'],
  accepts: { model: names.model, operation: 'PutEvents', required: ['Entries'], unsupported: ['EndpointId'] },
  async request(call, parameters) {
    const given = parametersObject(parameters);
    const entries = (given.Entries as Record<string, unknown>[]).map((entry) => withExecution(entry, call));
    const input = toModelNames(names.model, 'PutEvents', { ...given, Entries: entries });
    const response = toStateNames(await callService(names, 'PutEvents', input, call)) as Record<string, unknown>;
    if (Number(response.FailedEntryCount) > 0) throw new StateError('EventBridge.FailedEntry', JSON.stringify(response));
    return response;
  },
};

/** Step Functions adds the machine and the execution to the resources of each event. */
function withExecution(entry: Record<string, unknown>, { machineArn, executionArn }: TaskCall): Record<string, unknown> {
  const detail = typeof entry.Detail === 'string' ? entry.Detail : JSON.stringify(entry.Detail ?? {});
  return { ...entry, Detail: detail, Resources: [...((entry.Resources as string[] | null | undefined) ?? []), machineArn, executionArn] };
}
