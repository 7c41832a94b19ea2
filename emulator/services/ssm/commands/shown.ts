import type { SsmPlace } from '../state.ts';
import { type Command, hasEnded, type Invocation, standingOf } from './command.ts';

/** As SendCommand and ListCommands show it. */
export function shownCommand(command: Command) {
  const ended = command.invocations.filter(hasEnded);
  return {
    CommandId: command.commandId,
    DocumentName: command.documentName,
    DocumentVersion: command.documentVersion,
    Comment: command.comment,
    ExpiresAfter: command.expiresAfter,
    Parameters: command.parameters,
    InstanceIds: command.instanceIds,
    Targets: command.targets,
    RequestedDateTime: command.requestedAt,
    ...standingOf(command),
    MaxConcurrency: command.maxConcurrency,
    MaxErrors: command.maxErrors,
    TargetCount: command.invocations.length,
    CompletedCount: ended.length,
    ErrorCount: ended.filter(({ status }) => status === 'Failed').length,
    DeliveryTimedOutCount: ended.filter(({ statusDetails }) => statusDetails === 'DeliveryTimedOut').length,
    TimeoutSeconds: command.timeoutSeconds,
  };
}

/** What Systems Manager shows of a step's output in a list. */
const shownOutput = 2500;

/** As ListCommandInvocations shows it. @param details whether with the outputs of its steps */
export function shownInvocation({ ssm }: SsmPlace, command: Command, invocation: Invocation, details: boolean) {
  const { status, statusDetails } = invocation;
  const steps = ssm.documents.get(command.documentName)?.steps ?? [];
  return {
    CommandId: command.commandId,
    InstanceId: invocation.instanceId,
    InstanceName: '',
    Comment: command.comment,
    DocumentName: command.documentName,
    DocumentVersion: command.documentVersion,
    RequestedDateTime: command.requestedAt,
    Status: status,
    StatusDetails: statusDetails,
    StandardOutputUrl: '',
    StandardErrorUrl: '',
    CommandPlugins: details
      ? steps.map(({ name }) => ({
          Name: name,
          Status: status,
          StatusDetails: statusDetails,
          ResponseCode: invocation.responseCode,
          ResponseStartDateTime: invocation.startedAt,
          ResponseFinishDateTime: invocation.endedAt,
          Output: outputOf(invocation).slice(0, shownOutput),
        }))
      : [],
  };
}

function outputOf({ stdout, stderr }: Invocation): string {
  return stderr ? `${stdout}\n----------ERROR-------\n${stderr}` : stdout;
}
