import { groupedBy } from '../../core/grouped-by.ts';
import { arn, attribute, prefix } from '../cloudformation.ts';
import { taskFamily } from '../hsm-users.ts';
import { allow, type Statement } from '../iam.ts';
import { PackagingError } from '../packaging-error.ts';
import { allStates, type Definition, fileOf, type State } from './definition.ts';
import type { Meaning } from './placeholders.ts';

/** How a state names what it calls: the placeholder in one of its arguments. */
type Named = (argument: string, example: string) => Meaning;

/** What a role needs for a state, by the state's integration; Resource names it, without the ARN before it. */
const needs: Record<string, (named: Named) => Statement[]> = {
  'lambda:invoke': mayInvoke,
  'lambda:invoke.waitForTaskToken': mayInvoke,
  'states:startExecution': mayStart,
  'states:startExecution.waitForTaskToken': mayStart,
  'states:startExecution.sync:2': (named) => {
    const { machine } = named('StateMachineArn', '${ScaleBody}');
    const children = arn('states', `execution:${machine}:*`);
    return [...mayStart(named), allow(['states:DescribeExecution', 'states:StopExecution'], children), mayFollow('StepFunctionsExecution')];
  },
  'ecs:runTask.sync': (named) => {
    named('TaskDefinition', '${HsmUsersTask}');
    return [
      allow('ecs:RunTask', arn('ecs', `task-definition/${taskFamily}:*`)),
      allow(['ecs:StopTask', 'ecs:DescribeTasks'], arn('ecs', `task/${prefix}/*`)),
      allow('iam:PassRole', [attribute('HsmUsersExecutionRole', 'Arn'), attribute('HsmUsersTaskRole', 'Arn')]),
      mayFollow('ECSTask'),
    ];
  },
  'events:putEvents': () => [allow('events:PutEvents', arn('events', 'event-bus/default'))],
  'sns:publish': (named) => [
    allow('sns:Publish', named('TopicArn', '${OutcomeTopic}').value),
    allow(['kms:GenerateDataKey', 'kms:Decrypt'], attribute('NotificationsKey', 'Arn')),
  ],
};

/**
 * What the role of a machine has to allow, and nothing more.
 *
 * @param meaningOf what the machine's placeholders stand for
 * @throws PackagingError for a Task of which that cannot be told
 */
export function permissionsOf(definition: Definition, file: string, meaningOf: (placeholder: string) => Meaning): Statement[] {
  const statements = allStates(definition)
    .filter(([, { Type }]) => Type === 'Task')
    .flatMap(([name, state]) => permissionsOfTask(state, `${fileOf(file)}: ${name}`, meaningOf));
  return merged(statements);
}

function permissionsOfTask(state: State, where: string, meaningOf: (placeholder: string) => Meaning): Statement[] {
  const integration = /^arn:[^:]+:states:::(.+)$/.exec(state.Resource ?? '')?.[1] ?? '';
  if (!Object.hasOwn(needs, integration)) {
    throw new PackagingError(
      `${where}: it is not known what a role needs for ${state.Resource}; known are ${Object.keys(needs).join(', ')}. ` +
        'Add it to infrastructure/state-machines/permissions.ts',
    );
  }
  return needs[integration]!((argument, example) => {
    const given = typeof state.Arguments === 'object' ? state.Arguments[argument] : undefined;
    const placeholder = typeof given === 'string' ? /^\$\{(\w+)\}$/.exec(given)?.[1] : undefined;
    if (placeholder) return meaningOf(placeholder);
    throw new PackagingError(`${where}: ${argument} has to be a placeholder such as ${example}: the role allows what it names`);
  });
}

function mayInvoke(named: Named): Statement[] {
  return [allow('lambda:InvokeFunction', named('FunctionName', '${CheckHsmsFunction}').value)];
}

function mayStart(named: Named): Statement[] {
  return [allow('states:StartExecution', named('StateMachineArn', '${ScaleBody}').value)];
}

/** Step Functions learns by a rule of its own that a task or a child run has ended. */
function mayFollow(what: string): Statement {
  return allow(['events:PutTargets', 'events:PutRule', 'events:DescribeRule'], arn('events', `rule/StepFunctionsGetEventsFor${what}Rule`));
}

/** A distributed Map starts the machine itself, and sees and stops what it starts. */
export function ofDistributedMaps(definition: Definition, machine: string): Statement[] {
  const distributed = allStates(definition).some(([, { ItemProcessor }]) => ItemProcessor?.ProcessorConfig?.Mode === 'DISTRIBUTED');
  if (!distributed) return [];
  return [
    allow('states:StartExecution', arn('states', `stateMachine:${machine}`)),
    allow(['states:DescribeExecution', 'states:StopExecution'], arn('states', `execution:${machine}:*`)),
  ];
}

/** One statement for the same actions, with each of their resources once. */
function merged(statements: Statement[]): Statement[] {
  const byActions = groupedBy(statements, ({ Action }) => JSON.stringify(Action));
  return [...byActions.values()].map((same) => {
    const resources = new Map(same.flatMap(({ Resource }) => Resource).map((resource) => [JSON.stringify(resource), resource]));
    return allow(same[0]!.Action, resources.size === 1 ? [...resources.values()][0] : [...resources.values()]);
  });
}
