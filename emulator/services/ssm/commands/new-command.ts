import type { Instance } from '../../ec2/instance.ts';
import { findDocument } from '../documents/find-document.ts';
import { givenParameters } from '../documents/given-parameters.ts';
import type { Target } from '../hosts/managed-hosts.ts';
import type { SsmPlace } from '../state.ts';
import type { Command } from './command.ts';
import { runCommand } from './run-command.ts';

export interface CommandRequest {
  DocumentName: string;
  DocumentVersion?: string;
  InstanceIds?: string[];
  Targets?: Target[];
  TimeoutSeconds?: number;
  Comment?: string;
  Parameters?: Record<string, string[]>;
  MaxConcurrency?: string;
  MaxErrors?: string;
}

/** Systems Manager keeps commands for 30 days (User Guide, "Working with command history"). */
const keptMilliseconds = 30 * 24 * 3600_000;

/**
 * Sends a command to hosts; it runs from now on.
 *
 * @throws AwsError InvalidDocument, InvalidDocumentVersion, InvalidParameters
 */
export function newCommand(place: SsmPlace, input: CommandRequest, instances: Instance[]): Command {
  const { Parameters = {}, TimeoutSeconds = 3600, Comment = '', MaxConcurrency = '50', MaxErrors = '0' } = input;
  const document = findDocument(place, input.DocumentName, input.DocumentVersion);
  const values = givenParameters(document, Parameters);
  const { ssm, clock } = place;
  const command: Command = {
    commandId: ssm.newId('command'),
    documentName: document.name,
    documentVersion: input.DocumentVersion ?? '$DEFAULT',
    comment: Comment,
    parameters: Parameters,
    instanceIds: input.InstanceIds ?? [],
    targets: input.Targets ?? [],
    requestedAt: clock.date(),
    // what it has to begin, and its scripts to end
    expiresAfter: new Date(clock.now() + (TimeoutSeconds + 3600) * 1000),
    timeoutSeconds: TimeoutSeconds,
    maxConcurrency: MaxConcurrency,
    maxErrors: MaxErrors,
    invocations: instances.map(({ instanceId }) => ({
      instanceId,
      status: 'Pending',
      statusDetails: 'Pending',
      shown: false,
      steps: document.steps.map(({ name }) => ({ name, responseCode: -1, stdout: '', stderr: '' })),
    })),
    cancelled: false,
  };
  for (const [id, { requestedAt }] of ssm.commands) if (clock.now() - requestedAt.getTime() > keptMilliseconds) ssm.commands.delete(id);
  ssm.commands.set(command.commandId, command);
  void runCommand(place, command, { document, values, instances });
  return command;
}
