import { AwsError } from '../../../kernel/aws-error.ts';
import type { Call } from '../../../service/service.ts';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html */
export function stopTask(input: { cluster?: string; task: string; reason?: string }, { world }: Call): unknown {
  const task = world.ecs.task(world.ecs.cluster(input.cluster).clusterArn, input.task);
  if (!task) throw new AwsError('InvalidParameterException', 'The referenced task was not found.');
  const { shown } = task;
  if (shown.desiredStatus === 'RUNNING') {
    shown.desiredStatus = 'STOPPED';
    shown.stopCode = 'UserInitiated';
    shown.stoppedReason = input.reason ?? 'Task stopped by user';
    shown.stoppingAt = world.clock.date();
    task.stop();
  }
  return { task: shown };
}
