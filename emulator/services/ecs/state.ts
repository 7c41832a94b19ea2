import type { Readable } from 'node:stream';
import { AwsError } from '../../kernel/aws-error.ts';
import type { EcsNeeds } from './needs.ts';
import { invalid } from './refusals.ts';
import type { Task, TaskRecord } from './task.ts';
import { type NewTaskDefinition, registerTaskDefinition, type TaskDefinition } from './task-definition.ts';
import type { TaskFate } from './task-fates.ts';

export interface EcsPlace extends EcsNeeds {
  readonly ecs: EcsState;
}

/** How this machine runs a container image. */
export interface Image {
  /** Program and arguments; a container's command follows them. */
  entrypoint: string[];
  /** Another way to start the entrypoint than by spawning it. */
  start?: (command: string[], options: { cwd: string; env: Record<string, string> }) => StartedContainer;
}

/** A program under way: what is needed of a ChildProcess. */
export interface StartedContainer {
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  kill(signal: NodeJS.Signals): boolean;
  on(event: 'error', listener: (error: Error) => void): unknown;
  /** When it has ended, and its output has been read. */
  on(event: 'close', listener: (code: number | null, signal: NodeJS.Signals | null) => void): unknown;
}

interface Cluster {
  clusterArn: string;
  clusterName: string;
  tags: Record<string, string>;
}

/** Clusters, task definitions and tasks: Fargate, containers as processes of this machine. */
export class EcsState {
  readonly place: EcsNeeds;
  /** By name. */
  readonly clusters = new Map<string, Cluster>();
  readonly taskDefinitions: TaskDefinition[] = [];
  /** By ARN of a task definition. */
  readonly taskDefinitionTags = new Map<string, Record<string, string>>();
  /** Image URI → how this machine runs it. An image that is absent here is in no registry either. */
  readonly images: Map<string, Image>;
  /** By ARN. */
  readonly tasks = new Map<string, TaskRecord>();
  /** How many tasks have ever been started. */
  started = 0;
  /** Tasks started under a client token. */
  readonly clientTokens = new Map<string, Task[]>();
  /** Real seconds in which virtual time stands still before a container is taken to hang and killed. */
  watchdogSeconds = 60;
  /** Virtual seconds after which what runs in a container gives up a request that nobody answers: its own limits count real time. */
  patienceSeconds = 300;

  /** What becomes of the next tasks. */
  readonly fates: TaskFate[];

  constructor(place: EcsNeeds, images: Record<string, Image> = {}, fates: TaskFate[] = []) {
    this.place = place;
    this.fates = fates;
    this.images = new Map(Object.entries(images));
  }

  /** Creates a cluster, if it is not there, and returns its ARN. */
  createCluster(name: string, tags: Record<string, string> = {}): string {
    const clusterArn = this.place.arn('ecs', `cluster/${name}`);
    this.clusters.set(name, { clusterArn, clusterName: name, tags });
    return clusterArn;
  }

  /** Registers a revision and returns its ARN. @throws AwsError ClientException for what Fargate does not run */
  registerTaskDefinition(wanted: NewTaskDefinition): string {
    return registerTaskDefinition(this.place, this.taskDefinitions, wanted);
  }

  /** Nothing can be started by it from now on; what runs goes on. */
  deregisterTaskDefinition(arn: string): void {
    const definition = this.taskDefinitions.find(({ taskDefinitionArn }) => taskDefinitionArn === arn);
    if (definition) definition.status = 'INACTIVE';
  }

  /**
   * @param reference name or ARN; the cluster `default` without it
   * @throws AwsError ClusterNotFoundException
   */
  cluster(reference = 'default'): Cluster {
    const cluster = this.clusters.get(reference.split('/').at(-1)!);
    if (!cluster) throw new AwsError('ClusterNotFoundException', 'Cluster not found.');
    return cluster;
  }

  /** A task of a cluster, by id or ARN. */
  task(clusterArn: string, reference: string): TaskRecord | undefined {
    const id = reference.split('/').at(-1);
    return [...this.tasks.values()].find((task) => task.id === id && task.shown.clusterArn === clusterArn);
  }

  /**
   * Resolves when a task has STOPPED, with its final description.
   *
   * @throws AwsError InvalidParameterException for a task that never was
   */
  waitForTask(taskArn: string): Promise<Task> {
    const task = this.tasks.get(taskArn);
    if (!task) throw invalid(`The referenced task was not found: ${taskArn}`);
    return task.stopped;
  }

  /** Ends every process that still runs. */
  close(): void {
    for (const { stop } of this.tasks.values()) stop();
  }
}
