import { attribute, prefix, type Resource, type TemplatePart } from './cloudformation.ts';
import { allow, role } from './iam.ts';
import { nameChildren } from './state-machines/child-names.ts';
import { type Definition, eachState } from './state-machines/definition.ts';
import type { Machine } from './state-machines/machines.ts';
import { ofDistributedMaps, permissionsOf } from './state-machines/permissions.ts';
import { meaningOf, placeholdersIn } from './state-machines/placeholders.ts';
import { expandRetries, type RetryPolicies } from './state-machines/retry-policies.ts';

/** Every state machine with its role; both follow from the machine's definition. */
export function stateMachines(machines: Machine[], policies: RetryPolicies, functions: string[]): TemplatePart {
  return {
    Resources: {
      StateMachinesLogGroup: {
        Type: 'AWS::Logs::LogGroup',
        Properties: { LogGroupName: `/aws/vendedlogs/states/${prefix}`, RetentionInDays: 90 },
      },
      ...Object.fromEntries(
        machines.flatMap((machine): [string, Resource][] => {
          const meaning = (placeholder: string) => meaningOf(placeholder, { machine, machines, functions });
          const definition = inAnyPartition(nameChildren(expandRetries(machine.definition, policies, machine.file)));
          const roleId = `${machine.logicalId.replace(/StateMachine$/, '')}Role`;
          const properties = {
            StateMachineName: machine.name,
            RoleArn: attribute(roleId, 'Arn'),
            Definition: definition,
            DefinitionSubstitutions: Object.fromEntries(placeholdersIn(definition).map((name) => [name, meaning(name).value])),
            ...observed,
          };
          return [
            [machine.logicalId, { Type: 'AWS::StepFunctions::StateMachine', Properties: properties }],
            [
              roleId,
              role('states.amazonaws.com', 'run', [
                ...permissionsOf(definition, machine.file, meaning),
                ...ofDistributedMaps(definition, machine.name),
                ...mayBeObserved,
              ]),
            ],
          ];
        }),
      ),
    },
  };
}

/** Errors are logged, with their causes and without what a run works on. */
const observed = {
  LoggingConfiguration: {
    Level: 'ERROR',
    IncludeExecutionData: false,
    Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: attribute('StateMachinesLogGroup', 'Arn') } }],
  },
  TracingConfiguration: { Enabled: true },
};

/** AWS asks for both of every role whose machine is observed; neither takes a resource. */
const mayBeObserved = [
  allow([
    'logs:CreateLogDelivery',
    'logs:GetLogDelivery',
    'logs:UpdateLogDelivery',
    'logs:DeleteLogDelivery',
    'logs:ListLogDeliveries',
    'logs:PutResourcePolicy',
    'logs:DescribeResourcePolicies',
    'logs:DescribeLogGroups',
  ]),
  allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets']),
];

/** Files say `arn:aws:`, so that they open in Workflow Studio; the template is deployed in other partitions too. */
function inAnyPartition(definition: Definition): Definition {
  return eachState(definition, (state) =>
    state.Resource ? { ...state, Resource: state.Resource.replace(/^arn:aws:/, 'arn:${Partition}:') } : state,
  );
}
