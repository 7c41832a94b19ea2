import { AwsError } from '../../kernel/aws-error.ts';
import { checkArn } from './names.ts';

/** A task that waits for a worker. */
interface ActivityTask {
  /** JSON. */
  input: string;
  /** A worker has it from now on. @returns the token by which it answers */
  start(workerName: string | undefined): string;
}

/** What workers of somebody else's ask for tasks of. */
export class Activity {
  readonly arn: string;
  readonly name: string;
  readonly creationDate: Date;
  readonly #tasks = new Set<ActivityTask>();
  readonly #polls = new Set<() => void>();

  constructor(arn: string, name: string, creationDate: Date) {
    this.arn = arn;
    this.name = name;
    this.creationDate = creationDate;
  }

  /** @returns takes it away again */
  offer(task: ActivityTask): () => void {
    this.#tasks.add(task);
    const [poll] = this.#polls;
    poll?.();
    return () => this.#tasks.delete(task);
  }

  /** The task that waits longest. */
  take(): ActivityTask | undefined {
    const [task] = this.#tasks;
    if (task) this.#tasks.delete(task);
    return task;
  }

  /** Calls back at the next task. @returns ends that */
  onTask(poll: () => void): () => void {
    this.#polls.add(poll);
    return () => this.#polls.delete(poll);
  }
}

/** By their ARNs. */
export class Activities {
  readonly #all = new Map<string, Activity>();

  get all(): Activity[] {
    return [...this.#all.values()];
  }

  find(arn: string): Activity | undefined {
    return this.#all.get(arn);
  }

  /** @throws AwsError InvalidArn, ActivityDoesNotExist */
  existing(arn: string): Activity {
    checkArn(arn, 'activity');
    const activity = this.#all.get(arn);
    if (activity) return activity;
    throw new AwsError('ActivityDoesNotExist', `Activity Does Not Exist: '${arn}'`);
  }

  add(activity: Activity): void {
    this.#all.set(activity.arn, activity);
  }

  delete(arn: string): void {
    this.#all.delete(arn);
  }
}
