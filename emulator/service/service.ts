import type { AwsError } from '../kernel/aws-error.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Model } from '../models/model.ts';
import type { Place } from './place.ts';
import type { RequestContext } from './request-context.ts';

/** One request, as an operation sees it beside its input. */
export interface Call<P extends Place = Place> {
  /** Its own service's state, and what the service needs of others. */
  place: P;
  caller: Caller;
  requestId: string;
  /** Waits for virtual time (or anything that takes some) without holding the clock: rule R2's *parked*. */
  park<T>(wait: Promise<T>): Promise<T>;
}

/** Roles that a call hands to a service (`ecs-tasks.amazonaws.com`). */
interface PassedRoles {
  roleArns: string[];
  to: string;
}

/** One of several actions that an operation needs. */
export interface Question {
  action: string;
  resources: string[];
  /** The members of the request that are about it, as the service's `context` knows them. */
  about: object;
}

/** An operation: what it does, and beside it what IAM is asked about before. */
// biome-ignore lint/suspicious/noExplicitAny: the model has checked the input; each operation names the members that it reads
export interface Operation<Input = any, P extends Place = Place> {
  /** The IAM action where it is not the operation's name (`lambda:InvokeFunction`). */
  readonly action?: string;
  /** ARNs that it acts on; without it, it takes no resource. */
  resources?(input: Input, place: P): string[];
  /** Members of its input that it does not know: a request that gives one is refused. */
  readonly refuses?: readonly string[];
  /** Members that may be given and change nothing that is emulated: a grant's token, where grants are in force at once. */
  readonly ignores?: readonly string[];
  /** It needs no permission. */
  readonly free?: boolean;
  /** Instead of both, where it needs more than one action. */
  asks?(input: Input, place: P): Question[];
  /** For iam:PassRole. */
  passes?(input: Input, place: P): PassedRoles;
  run(input: Input, call: Call<P>): unknown;
}

/** A service: its model's operations that are emulated. An operation of the model that is absent here is refused by name. */
export interface Service<P extends Place = Place> {
  /** The file name of the model. */
  readonly model: string;
  /** The model for form-encoded requests, where a service of the JSON protocol still takes them and names things otherwise. */
  readonly queryModel?: () => Model;
  /** Members of a form that its address gives, as a queue's URL does; undefined for an address that is not of this service. */
  readonly addressed?: (path: string) => Record<string, string> | undefined;
  /** Whether the service is in a region; it is in all by default. */
  readonly isIn?: (region: string) => boolean;
  /** The prefix of its IAM actions. */
  readonly iamPrefix: string;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly operations: Record<string, Operation<any, P>>;
  /**
   * Condition keys for IAM beside those that every request has: the tags of a resource, members that policies may name. IAM keeps
   * those that AWS lists for the action.
   */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly context?: (resource: string, input: any, place: P) => RequestContext;
  /** The policies of a resource, in the place where it is. */
  readonly policies?: (resource: string, place: P) => unknown[];
  /** Whether those say if the caller's own policies count, as a KMS key's do. */
  readonly policiesRule?: boolean;
  /** Whether another account's resource lets this account in by other means than a policy. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly admits?: (resource: string, operation: string, input: any, place: P) => boolean;
  /** Operations that run in the account of their resource, whoever asks. */
  readonly lent?: string[];
  /** The error code of a request that breaks the model's limits; `ValidationException` by default. */
  readonly invalid?: string;
  /** Whether its messages leave out a text that does not match a pattern. */
  readonly hidesTexts?: boolean;
  /** What it says to a breach of the model in words of its own, or as an error of its own; undefined where it uses the model's. */
  readonly ownWords?: (problem: string) => string | AwsError | undefined;
  /** What it answers where a member of the request that has to be there is missing, if that is no breach like others. */
  readonly missing?: (member: string) => AwsError;
  /** The error code of a caller without permission; `AccessDeniedException` by default. */
  readonly denied?: string;
}
