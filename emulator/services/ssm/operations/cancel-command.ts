import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { hasEnded } from '../commands/command.ts';
import { onHost } from '../resources.ts';
import type { SsmPlace } from '../state.ts';

/** What runs already runs to its end; the rest does not begin. A command that has ended stays as it is. @throws AwsError InvalidCommandId */
export const cancelCommand: Operation<{ CommandId: string; InstanceIds?: string[] }, SsmPlace> = {
  resources: ({ InstanceIds }, place) => (InstanceIds?.length ? InstanceIds.map((id) => onHost(place, id)) : ['*']),
  run({ CommandId, InstanceIds = [] }, { place: { ssm } }) {
    const command = ssm.commands.get(CommandId);
    if (!command) throw new AwsError('InvalidCommandId', '');
    const meant = command.invocations.filter(({ instanceId }) => InstanceIds.length === 0 || InstanceIds.includes(instanceId));
    if (InstanceIds.length === 0 && !command.invocations.every(hasEnded)) command.cancelled = true;
    for (const invocation of meant.filter((one) => !hasEnded(one) && !one.startedAt)) {
      Object.assign(invocation, { status: 'Cancelled', statusDetails: 'Cancelled', shown: true });
    }
    return {};
  },
};
