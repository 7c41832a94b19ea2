import type { RunningActivity } from '../../kernel/activities.ts';
import { containerEnvironment, removeFiles } from './container-environment.ts';
import { ContainerProcess, type Ended } from './container-process.ts';
import { CannotStart, prepare } from './preparation.ts';
import type { EcsPlace } from './state.ts';
import { rolesOf, type Task, type TaskRecord, type TaskStatus } from './task.ts';
import type { ContainerDefinition, KeyValue } from './task-definition.ts';

/** The part of a task's start that goes by before its network is there and images are pulled. */
const provisioningShare = 0.4;

/**
 * A task's life: PROVISIONING → PENDING → RUNNING → its containers' processes → DEPROVISIONING → STOPPED. Virtual time passes while
 * it starts and stops; while its processes run the task holds the clock, unless all requests that it has open wait.
 *
 * @param stopping resolves when someone stops the task
 */
export async function live(place: EcsPlace, task: TaskRecord, stopping: Promise<void>): Promise<Task> {
  const { clock } = place;
  const start = clock.now();
  const seconds = place.duration('startTask', task.id);
  const label = `start of task ${task.id}`;
  const passOr = (cut: Promise<void>, length: number) =>
    new Promise<void>((resolve) => {
      const timer = clock.after('drive', length, label, resolve);
      void cut.then(() => {
        timer.cancel();
        resolve();
      });
    });
  let userStopped = false;
  void stopping.then(() => {
    userStopped = true;
  });
  await passOr(stopping, seconds * provisioningShare);
  advance(task, 'PENDING');
  const secrets = userStopped ? undefined : await clock.during(() => prepare(place, task)).catch(asReason);
  if (secrets instanceof Map) task.shown.pullStartedAt = clock.date();
  if (!userStopped) await passOr(stopping, seconds * (1 - provisioningShare));
  place.work.record(label, start, clock.now());
  if (userStopped) return end(place, task);
  if (!(secrets instanceof Map)) return fail(place, task, secrets!);
  task.shown.pullStoppedAt = clock.date();

  const { taskRole } = rolesOf(task.definition, task.shown.overrides);
  // a task without a role holds the clock like any other
  const activity = place.activities.begin(taskRole ?? '', task.id, { network: task.network, patienceSeconds: place.ecs.patienceSeconds });
  const ended = await runContainers(place, task, secrets, taskRole ? activity : undefined);
  const failure = ended.find((container) => container.failure !== undefined)?.failure;
  const life =
    failure === undefined ? end(place, task) : fail(place, task, `CannotStartContainerError: failed to create container: ${failure}`);
  activity.end();
  return life;
}

async function runContainers(
  place: EcsPlace,
  task: TaskRecord,
  secrets: Map<string, KeyValue[]>,
  activity: RunningActivity | undefined,
): Promise<Ended[]> {
  const definitions = task.definition.containerDefinitions;
  const processes = definitions.map((definition) => processOf(place, task, definition, secrets.get(definition.name)!, activity));
  task.stop = () => {
    for (const process of processes) process.stop();
  };
  activity?.killed.addEventListener('abort', () => {
    for (const process of processes) process.kill();
  });
  task.shown.startedAt = place.clock.date();
  task.shown.connectivity = 'CONNECTED';
  advance(task, 'RUNNING');
  if (task.shown.desiredStatus === 'STOPPED') task.stop();
  return Promise.all(
    processes.map(async (process, index) => {
      const ended = await process.ended;
      Object.assign(task.shown.containers[index]!, { exitCode: ended.exitCode, reason: ended.failure, lastStatus: 'STOPPED' });
      if (definitions[index]!.essential !== false) task.stop();
      return ended;
    }),
  );
}

function processOf(
  place: EcsPlace,
  task: TaskRecord,
  definition: ContainerDefinition,
  secrets: KeyValue[],
  activity: RunningActivity | undefined,
): ContainerProcess {
  const override = task.shown.overrides.containerOverrides?.find(({ name }) => name === definition.name);
  const variables = [...(definition.environment ?? []), ...secrets, ...(override?.environment ?? [])];
  const image = place.ecs.images.get(definition.image)!;
  const { entrypoint, start } = definition.entryPoint ? { entrypoint: definition.entryPoint } : image;
  const options = definition.logConfiguration?.options;
  return new ContainerProcess({
    ...containerEnvironment(place, task, variables, activity?.credentials),
    command: [...entrypoint, ...(override?.command ?? definition.command ?? [])],
    start,
    watchdogMilliseconds: place.ecs.watchdogSeconds * 1000,
    virtualNow: () => place.clock.now(),
    onLine: (line) => {
      if (definition.logConfiguration?.logDriver !== 'awslogs' || line === '') return;
      place.logs.append(options!['awslogs-group']!, `${options!['awslogs-stream-prefix']}/${definition.name}/${task.id}`, line);
    },
  });
}

function fail(place: EcsPlace, task: TaskRecord, reason: string): Promise<Task> {
  task.shown.stopCode ??= 'TaskFailedToStart';
  task.shown.stoppedReason ??= reason;
  return end(place, task);
}

/** Sets what comes next before it returns, so that whoever held the clock may let go. */
async function end(place: EcsPlace, task: TaskRecord): Promise<Task> {
  const { clock } = place;
  const { shown } = task;
  const from = clock.now();
  shown.stopCode ??= 'EssentialContainerExited';
  shown.stoppedReason ??= 'Essential container in task exited';
  shown.desiredStatus = 'STOPPED';
  shown.stoppingAt ??= clock.date();
  shown.executionStoppedAt = clock.date();
  advance(task, 'DEPROVISIONING');
  await clock.sleep(place.duration('stopTask', task.id), `stop of task ${task.id}`);
  place.work.record(`stop of task ${task.id}`, from, clock.now());
  place.ec2.deleteNetworkInterface(task.network.eniId);
  removeFiles(place, task);
  shown.attachments[0]!.status = 'DELETED';
  shown.stoppedAt = clock.date();
  advance(task, 'STOPPED');
  return shown;
}

function advance({ shown }: TaskRecord, status: TaskStatus): void {
  shown.lastStatus = status;
  shown.version++;
  for (const container of shown.containers) {
    if (status === 'RUNNING' || status === 'STOPPED') container.lastStatus = status;
  }
}

function asReason(error: unknown): string {
  if (error instanceof CannotStart) return error.message;
  throw error;
}
