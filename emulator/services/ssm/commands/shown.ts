import { type Command, hasEnded, type Invocation, type StepResult, standingOf, standingOfStep } from './command.ts';

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
export function shownInvocation(command: Command, invocation: Invocation, details: boolean) {
  const { status, statusDetails, steps } = invocation;
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
      ? steps.map((step) => ({
          Name: step.name,
          ...standingOfStep(invocation, step),
          ResponseCode: step.responseCode,
          ResponseStartDateTime: step.startedAt,
          ResponseFinishDateTime: step.endedAt,
          Output: outputOf(step).slice(0, shownOutput),
        }))
      : [],
  };
}

function outputOf({ stdout, stderr }: StepResult): string {
  return stderr ? `${stdout}\n----------ERROR-------\n${stderr}` : stdout;
}
