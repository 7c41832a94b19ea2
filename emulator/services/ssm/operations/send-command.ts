import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { type CommandRequest, newCommand } from '../commands/new-command.ts';
import { shownCommand } from '../commands/shown.ts';
import { checkTargets, managedHosts, targeted } from '../hosts/managed-hosts.ts';
import { onDocument, onHost } from '../resources.ts';
import type { SsmPlace } from '../state.ts';

/**
 * Targets that match nothing are no error: the command has no invocation, and succeeds.
 *
 * @throws AwsError InvalidInstanceId, DuplicateInstanceId, InvalidDocument, InvalidDocumentVersion, InvalidParameters, ValidationException
 */
export const sendCommand: Operation<CommandRequest, SsmPlace> = {
  refuses: [
    'DocumentHash',
    'DocumentHashType',
    'OutputS3Region',
    'OutputS3BucketName',
    'OutputS3KeyPrefix',
    'ServiceRoleArn',
    'NotificationConfig',
    'CloudWatchOutputConfig',
    'AlarmConfiguration',
  ],
  // sent to targets, it is asked about every host
  resources: ({ DocumentName, InstanceIds }, place) => [
    onDocument(place, DocumentName),
    ...(InstanceIds?.length ? InstanceIds.map((id) => onHost(place, id)) : [onHost(place, '*')]),
  ],
  run(input, { place }) {
    const { InstanceIds = [], Targets = [] } = input;
    if (InstanceIds.length === 0 && Targets.length === 0)
      throw new AwsError('InvalidInstanceId', 'One or more instance IDs or targets have to be given.');
    checkTargets(Targets);
    if (new Set(InstanceIds).size < InstanceIds.length) throw new AwsError('DuplicateInstanceId', 'An instance ID is given twice.');
    const hosts = managedHosts(place);
    const unknown = InstanceIds.filter((id) => !hosts.some(({ instanceId }) => instanceId === id));
    if (unknown.length > 0)
      throw new AwsError('InvalidInstanceId', `Instances [[${unknown.join(', ')}]] not in a valid state for account ${place.accountId}`);
    const instances =
      InstanceIds.length > 0 ? hosts.filter(({ instanceId }) => InstanceIds.includes(instanceId)) : targeted(place, Targets);
    return { Command: shownCommand(newCommand(place, input, instances)) };
  },
};
