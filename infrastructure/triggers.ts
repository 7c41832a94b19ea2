import type { OwnRule } from '../core/alarms/own-rules.ts';
import { attribute, type Resource, ref, type TemplatePart } from './cloudformation.ts';
import { allow, role } from './iam.ts';
import { rule } from './rules.ts';
import type { Machine } from './state-machines/machines.ts';
import { keepingUndelivered } from './undelivered-events.ts';

/** When it was asked for counts: an old request does not bring back what was torn down since. */
const request = {
  InputTransformer: {
    InputPathsMap: { detail: '$.detail', time: '$.time', id: '$.id' },
    InputTemplate: '{"detail": <detail>, "time": <time>, "id": <id>}',
  },
};

/** What starts the workflows beside people: the event for a new environment, the clock, and the end of a run that failed. */
export const triggers = (machines: Machine[]): TemplatePart => ({
  Resources: {
    EnvironmentRequestedRule: rule('environment-requested', {
      Description: "Provisions the environment whose file is the event's detail.",
      EventPattern: { source: ['cloudhsm.lifecycle'], 'detail-type': ['Environment Requested'] },
      Targets: [
        {
          Id: 'provision',
          Arn: ref('ProvisionStateMachine'),
          RoleArn: attribute('EnvironmentRequestedRole', 'Arn'),
          ...request,
          ...keepingUndelivered,
        },
      ],
    }),
    EnvironmentRequestedRole: mayStart('ProvisionStateMachine'),
    RunFailedRule: rule('run-failed', {
      Description: 'Frees the lease and tells people when a run failed, timed out or was aborted.',
      EventPattern: {
        source: ['aws.states'],
        'detail-type': ['Step Functions Execution Status Change'],
        detail: {
          status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
          stateMachineArn: reported(machines),
        },
      },
      Targets: [
        {
          Id: 'report-failure',
          Arn: ref('ReportFailureStateMachine'),
          RoleArn: attribute('RunFailedRole', 'Arn'),
          ...keepingUndelivered,
        },
      ],
    }),
    RunFailedRole: mayStart('ReportFailureStateMachine'),
    ...Object.fromEntries(scheduled(machines).flatMap(schedule)),
  },
});

/** Whoever holds a lease; a body's failure is its entry's to report. */
function reported(machines: Machine[]): object[] {
  return machines.filter(({ kind }) => kind === 'entry').map(({ logicalId }) => ref(logicalId));
}

function scheduled(machines: Machine[]): Machine[] {
  return machines.filter(({ schedule }) => schedule !== undefined);
}

const ruleOf = ({ logicalId }: Machine) => `${logicalId}Schedule`;

/** The rule that starts a machine by the clock, and its role. */
function schedule(machine: Machine): [string, Resource][] {
  const roleId = `${ruleOf(machine)}Role`;
  const target = {
    Id: machine.own.Intent,
    Arn: ref(machine.logicalId),
    RoleArn: attribute(roleId, 'Arn'),
    ...request,
    ...keepingUndelivered,
  };
  const properties = { Description: `Starts ${machine.own.Intent}.`, ScheduleExpression: machine.schedule, Targets: [target] };
  return [
    [ruleOf(machine), rule(machine.own.Intent as OwnRule, properties)],
    [roleId, mayStart(machine.logicalId)],
  ];
}

function mayStart(machine: string): Resource {
  return role('events.amazonaws.com', 'start', [allow('states:StartExecution', ref(machine))]);
}
