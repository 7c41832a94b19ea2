import { StateError } from '../state-error.ts';
import type { Integration, TaskCall } from './integration.ts';
import { demandJobPermissions } from './job-permissions.ts';
import { toModelNames, toStateNames } from './member-names.ts';
import { sdkMetadata } from './sdk-metadata.ts';
import { callService, parametersObject } from './service-call.ts';

const names = { model: 'ecs', prefix: 'ECS', general: 'AmazonECSException', service: 'AmazonECS' };

interface RunTaskResponse extends Record<string, unknown> {
  Tasks?: { TaskArn: string; ClusterArn: string }[];
  Failures?: { Arn?: string; Reason?: string; Detail?: string }[];
}

/** A stopped task as a state sees it. */
interface StoppedTask {
  StopCode?: string;
  Containers?: { ExitCode?: number; Essential?: boolean }[];
}

/** `arn:aws:states:::ecs:runTask`; with `.sync` it lasts until the task has stopped, and fails as its containers do. */
export const runTask: Integration = {
  patterns: ['', '.sync', '.waitForTaskToken'],
  accepts: { model: names.model, operation: 'RunTask', required: ['TaskDefinition'] },
  complete: (parameters) => ({ ...parametersObject(parameters), StartedBy: 'AWS Step Functions' }),
  async request(call, parameters) {
    const given = parametersObject(parameters);
    const input = toModelNames(names.model, 'RunTask', given);
    const response = toStateNames(await callService(names, 'RunTask', input, call)) as RunTaskResponse;
    const whole = { Failures: [], ...response };
    if (whole.Failures.length > 0) throw new StateError(`${names.prefix}.${names.general}`, whole.Failures.map(told).join(', '));
    return { ...whole, ...sdkMetadata(call, JSON.stringify(response), 'application/x-amz-json-1.1') };
  },
  permit(call, parameters) {
    const cluster = String(parametersObject(parameters).Cluster ?? 'default')
      .split('/')
      .at(-1)!;
    demandJobPermissions(call, 'ecs:runTask.sync', { cluster }, `${names.prefix}.AccessDeniedException`);
  },
  job(call, _parameters, response) {
    const task = (response as RunTaskResponse).Tasks?.[0];
    if (!task) throw new StateError('States.TaskFailed', JSON.stringify(response));
    return {
      finished: finished(call, task.TaskArn),
      cancel: async () => {
        const input = { cluster: task.ClusterArn, task: task.TaskArn, reason: 'The task was stopped by AWS Step Functions' };
        await callService(names, 'StopTask', input, call);
      },
    };
  },
};

function told({ Reason = '', Detail }: NonNullable<RunTaskResponse['Failures']>[number]): string {
  return Detail ? `${Reason}: ${Detail}` : Reason;
}

async function finished(call: TaskCall, taskArn: string): Promise<unknown> {
  const task = toStateNames(await call.place.ecs.waitForTask(taskArn)) as StoppedTask;
  const containers = task.Containers ?? [];
  // a container that never ran has no exit code: the task could not start
  const succeeded = task.StopCode === 'EssentialContainerExited' && containers.every(({ ExitCode }) => ExitCode === 0);
  if (!succeeded) throw new StateError('States.TaskFailed', JSON.stringify(task));
  return task;
}
