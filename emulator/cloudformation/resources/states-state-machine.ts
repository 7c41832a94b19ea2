import type { AwsPlace } from '../../cloud.ts';
import { initialRevision, type LoggingConfiguration, type StateMachine } from '../../services/states/machine.ts';
import type { NewMachine } from '../../services/states/new-machine.ts';
import { substituted } from '../definition-substitutions.ts';
import { deployer } from '../deployer.ts';
import { flag, object, oneOf, required, structure, structures, tags, text, textMap } from '../properties.ts';
import { ResourceError, type ResourceType } from '../resource-type.ts';

export const stateMachine: ResourceType = {
  type: 'AWS::StepFunctions::StateMachine',
  fixed: ['StateMachineName', 'StateMachineType'],
  attributes: ['Arn', 'Name', 'StateMachineRevisionId'],
  properties: {
    StateMachineName: text,
    StateMachineType: oneOf('STANDARD', 'EXPRESS'),
    RoleArn: required(text),
    Definition: object,
    DefinitionString: text,
    DefinitionSubstitutions: textMap,
    LoggingConfiguration: structure({
      Level: oneOf('OFF', 'ERROR', 'FATAL', 'ALL'),
      IncludeExecutionData: flag,
      Destinations: structures({ CloudWatchLogsLogGroup: required(structure({ LogGroupArn: required(text) })) }),
    }),
    TracingConfiguration: structure({ Enabled: flag }),
    Tags: tags,
  },
  create(properties, { place, generatedName }) {
    const { StateMachineName: name = generatedName(80) } = properties;
    const arn = place.states.createStateMachine(machineOf(place, name, properties));
    return { physicalId: arn, arn, attributes: attributesOf(place.states.machine(arn)) };
  },
  update(properties, { physicalId }, { place }) {
    return attributesOf(place.states.changeStateMachine(machineOf(place, place.states.machine(physicalId).name, properties)));
  },
  async delete({ physicalId: stateMachineArn }, place) {
    await place.call('stepfunctions', 'DeleteStateMachine', { stateMachineArn }, deployer(place));
  },
};

function attributesOf({ arn, name, revisionId }: StateMachine) {
  return { Arn: arn, Name: name, StateMachineRevisionId: revisionId ?? initialRevision };
}

/** @throws ResourceError */
// biome-ignore lint/suspicious/noExplicitAny: checked by the table above
function machineOf(place: AwsPlace, name: string, properties: any): NewMachine {
  const { RoleArn, DefinitionSubstitutions = {} } = properties;
  const sources = [properties.Definition, properties.DefinitionString].filter((source) => source !== undefined);
  if (sources.length !== 1) throw new ResourceError('one of the properties Definition and DefinitionString is needed');
  checkRole(place, RoleArn, name, properties);
  return {
    name,
    definition: substituted(sources[0], DefinitionSubstitutions),
    roleArn: RoleArn,
    type: properties.StateMachineType,
    loggingConfiguration: apiShape(properties.LoggingConfiguration) as LoggingConfiguration | undefined,
    tracingConfiguration: apiShape(properties.TracingConfiguration),
  };
}

/** What CreateStateMachine asks of the role beside the machine's own calls. */
// biome-ignore lint/suspicious/noExplicitAny: checked by the table above
function checkRole(place: AwsPlace, roleArn: string, name: string, { LoggingConfiguration, TracingConfiguration }: any): void {
  if (!place.iam.assumable(roleArn, 'states.amazonaws.com', place.arn('states', `stateMachine:${name}`))) {
    throw new ResourceError(
      'Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.',
    );
  }
  const caller = place.iam.roleCaller(roleArn, name);
  const logging = (LoggingConfiguration?.Level ?? 'OFF') !== 'OFF';
  for (const { CloudWatchLogsLogGroup } of (logging && LoggingConfiguration.Destinations) || [])
    place.logs.group(CloudWatchLogsLogGroup.LogGroupArn);
  const denied = logging && place.iam.demand(caller, 'states:logging');
  if (denied) throw new ResourceError(`The state machine IAM Role is not authorized to access the Log Destination: ${denied}`);
  const untraced = TracingConfiguration?.Enabled && place.iam.demand(caller, 'states:tracing');
  if (untraced) throw new ResourceError(`The state machine IAM Role is not authorized to access X-Ray: ${untraced}`);
}

/** The template's members as the API spells them: with a small first letter. */
function apiShape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(apiShape);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name[0]!.toLowerCase() + name.slice(1), apiShape(item)]));
}
