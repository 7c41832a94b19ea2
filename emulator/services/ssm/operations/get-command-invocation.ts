import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { standingOfStep } from '../commands/command.ts';
import type { SsmPlace } from '../state.ts';

interface Input {
  CommandId: string;
  InstanceId: string;
  PluginName?: string;
}

/** Of the first step where none is named. @throws AwsError InvocationDoesNotExist, also for a while after the command was sent; InvalidPluginName */
export const getCommandInvocation: Operation<Input, SsmPlace> = {
  run({ CommandId, InstanceId, PluginName }, { place: { ssm } }) {
    const command = ssm.commands.get(CommandId);
    const invocation = command?.invocations.find(({ instanceId, shown }) => shown && instanceId === InstanceId);
    if (!command || !invocation) throw new AwsError('InvocationDoesNotExist', '');
    const step = PluginName === undefined ? invocation.steps[0]! : invocation.steps.find(({ name }) => name === PluginName);
    if (!step) throw new AwsError('InvalidPluginName', '');
    const { startedAt, endedAt } = step;
    return {
      CommandId,
      InstanceId,
      Comment: command.comment,
      DocumentName: command.documentName,
      DocumentVersion: command.documentVersion,
      PluginName: step.name,
      ResponseCode: step.responseCode,
      ExecutionStartDateTime: startedAt?.toISOString() ?? '',
      ExecutionElapsedTime: startedAt && endedAt ? `PT${(endedAt.getTime() - startedAt.getTime()) / 1000}S` : '',
      ExecutionEndDateTime: endedAt?.toISOString() ?? '',
      ...standingOfStep(invocation, step),
      StandardOutputContent: step.stdout,
      StandardOutputUrl: '',
      StandardErrorContent: step.stderr,
      StandardErrorUrl: '',
    };
  },
};
