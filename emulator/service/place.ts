import type { AccountFile } from '../kernel/account.ts';
import type { Caller } from '../kernel/caller.ts';
import type { DurationName } from '../kernel/durations.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Seeded } from '../kernel/seeded.ts';
import { partitionOf } from '../models/regions.ts';
import { OnceTagged } from './once-tagged.ts';

/**
 * One region of one account, as services see it: where they are, and what the kernel gives to all. What else a service wants of its
 * place, other services above all, it declares in its `needs.ts`.
 */
export abstract class Place {
  readonly kernel: Kernel;
  readonly accountId: string;
  readonly region: string;
  /** `aws`, `aws-us-gov` or `aws-cn`. */
  readonly partition: string;
  /** What the account file declares here. */
  readonly account: AccountFile;
  readonly random: Seeded;
  readonly onceTagged = new OnceTagged();

  constructor(kernel: Kernel, accountId: string, region: string, account: AccountFile, random: Seeded) {
    this.kernel = kernel;
    this.accountId = accountId;
    this.region = region;
    this.partition = partitionOf(region) ?? 'aws';
    this.account = account;
    this.random = random;
  }

  get clock() {
    return this.kernel.clock;
  }

  get work() {
    return this.kernel.work;
  }

  get faults() {
    return this.kernel.faults;
  }

  get calls() {
    return this.kernel.calls;
  }

  get activities() {
    return this.kernel.activities;
  }

  get url(): string {
    return this.kernel.url;
  }

  get folder(): string {
    return this.kernel.folder;
  }

  duration(name: DurationName, ...purpose: (string | number)[]): number {
    return this.kernel.duration(name, ...purpose);
  }

  arn(service: string, resource: string): string {
    return `arn:${this.partition}:${service}:${this.region}:${this.accountId}:${resource}`;
  }

  /** Whether an ARN is of this account and region: a resource of the same name in another one is another. */
  holds(arn: string): boolean {
    const [, , , region, accountId] = arn.split(':');
    return region === this.region && accountId === this.accountId;
  }

  /**
   * Sends a request to a service of this place, as if it came over HTTP.
   *
   * @param service by its model, as in `lambda`
   * @param input decoded: Buffers for blobs, Dates for timestamps
   * @throws AwsError what the service answers
   */
  abstract call(service: string, operation: string, input: unknown, caller: Caller): Promise<unknown>;
}
