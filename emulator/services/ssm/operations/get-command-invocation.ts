import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { SsmPlace } from '../state.ts';

interface Input {
  CommandId: string;
  InstanceId: string;
  PluginName?: string;
}

/** @throws AwsError InvocationDoesNotExist, also for a while after the command was sent; InvalidPluginName */
export const getCommandInvocation: Operation<Input, SsmPlace> = {
  run({ CommandId, InstanceId, PluginName }, { place: { ssm } }) {
    const command = ssm.commands.get(CommandId);
    const invocation = command?.invocations.find(({ instanceId, shown }) => shown && instanceId === InstanceId);
    if (!command || !invocation) throw new AwsError('InvocationDoesNotExist', '');
    const [first] = ssm.documents.get(command.documentName)?.steps ?? [];
    if (PluginName !== undefined && PluginName !== first?.name) throw new AwsError('InvalidPluginName', '');
    const { startedAt, endedAt } = invocation;
    return {
      CommandId,
      InstanceId,
      Comment: command.comment,
      DocumentName: command.documentName,
      DocumentVersion: command.documentVersion,
      PluginName: first?.name ?? '',
      ResponseCode: invocation.responseCode,
      ExecutionStartDateTime: startedAt?.toISOString() ?? '',
      ExecutionElapsedTime: startedAt && endedAt ? `PT${(endedAt.getTime() - startedAt.getTime()) / 1000}S` : '',
      ExecutionEndDateTime: endedAt?.toISOString() ?? '',
      Status: invocation.status,
      StatusDetails: invocation.statusDetails,
      StandardOutputContent: invocation.stdout,
      StandardOutputUrl: '',
      StandardErrorContent: invocation.stderr,
      StandardErrorUrl: '',
    };
  },
};
