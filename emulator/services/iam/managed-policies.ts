import { AwsError } from '../../kernel/aws-error.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { awsManagedPolicies } from './aws-managed-policies.ts';
import { type Policy, type PolicyDocument, policyFrom, type Statement } from './policy-document.ts';
import { documentByName } from './service-linked-roles.ts';
import type { UniqueIds } from './unique-ids.ts';

/** What a policy says, or has said: `v1`, `v2` and so on; a number is not given again. */
export interface PolicyVersion extends Policy {
  readonly id: string;
  readonly createdAt: Date;
}

/** What an account has made itself. It says what its default version says. */
export interface ManagedPolicy extends Policy {
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly id: string;
  readonly createdAt: Date;
  readonly description: string | undefined;
  readonly tags: Map<string, string>;
  changedAt: Date;
  /** Oldest first. */
  versions: PolicyVersion[];
  defaultVersionId: string;
}

/** As many as a policy has at most (API reference, "CreatePolicyVersion"; the words: 99designs/iamy#21). */
const mostVersions = 5;

/** An account's managed policies, and what AWS's own say. */
export class ManagedPolicies {
  readonly #clock: Kernel['clock'];
  readonly #accountId: string;
  readonly #partition: string;
  readonly #ids: UniqueIds;
  /** By ARN. */
  readonly #policies = new Map<string, ManagedPolicy>();
  /** AWS's own by ARN, as far as somebody has asked for them. */
  readonly #ofAws = new Map<string, Statement[]>();
  /** How many versions each has had. */
  readonly #numbers = new WeakMap<ManagedPolicy, number>();

  constructor(clock: Kernel['clock'], accountId: string, partition: string, ids: UniqueIds) {
    this.#clock = clock;
    this.#accountId = accountId;
    this.#partition = partition;
    this.#ids = ids;
  }

  /** @throws AwsError MalformedPolicyDocument */
  create(
    name: string,
    document: PolicyDocument,
    path = '/',
    { description, tags = [] }: { description?: string | undefined; tags?: Iterable<readonly [string, string]> } = {},
  ): ManagedPolicy {
    const arn = `arn:${this.#partition}:iam::${this.#accountId}:policy${path}${name}`;
    const read = identityPolicy(name, document);
    const createdAt = this.#clock.date();
    const id = this.#ids.next('policy', 'ANPA', arn);
    const first = { ...read, id: 'v1', createdAt };
    const about = { name, path, arn, id, createdAt, changedAt: createdAt, description, tags: new Map(tags) };
    const policy = { ...read, ...about, versions: [first], defaultVersionId: first.id };
    this.#policies.set(arn, policy);
    this.#numbers.set(policy, 1);
    return policy;
  }

  /** Undefined for one of AWS's. */
  find(arn: string): ManagedPolicy | undefined {
    return this.#policies.get(arn);
  }

  all(): ManagedPolicy[] {
    return [...this.#policies.values()];
  }

  /** Whether a policy has the name, whatever its path and capitals. */
  isTaken(wanted: string): boolean {
    return this.all().some(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  }

  /** Has it say something else, in a version that takes the place of the oldest where there are as many as there can be. @throws AwsError MalformedPolicyDocument */
  change(arn: string, document: PolicyDocument): void {
    const policy = this.#policies.get(arn)!;
    const read = identityPolicy(policy.name, document);
    if (policy.versions.length >= mostVersions) policy.versions.splice(policy.versions[0]!.id === policy.defaultVersionId ? 1 : 0, 1);
    this.#makeDefault(policy, this.#add(policy, read));
  }

  /** @throws AwsError MalformedPolicyDocument, LimitExceeded */
  addVersion(policy: ManagedPolicy, document: PolicyDocument, asDefault: boolean): PolicyVersion {
    const read = identityPolicy(policy.name, document);
    if (policy.versions.length >= mostVersions)
      throw new AwsError(
        'LimitExceeded',
        `A managed policy can have up to ${mostVersions} versions. Before you create a new version, you must delete an existing version.`,
        { status: 409 },
      );
    const version = this.#add(policy, read);
    if (asDefault) this.#makeDefault(policy, version);
    return version;
  }

  /** @throws AwsError NoSuchEntity */
  useVersion(policy: ManagedPolicy, versionId: string): void {
    this.#makeDefault(policy, versionOf(policy, versionId));
  }

  /** The words: redradrat/aws-iam-operator#13. @throws AwsError NoSuchEntity, DeleteConflict */
  deleteVersion(policy: ManagedPolicy, versionId: string): void {
    const version = versionOf(policy, versionId);
    if (version.id === policy.defaultVersionId)
      throw new AwsError('DeleteConflict', 'Cannot delete the default version of a policy.', { status: 409 });
    policy.versions = policy.versions.filter((one) => one !== version);
  }

  #add(policy: ManagedPolicy, read: Policy): PolicyVersion {
    const number = this.#numbers.get(policy)! + 1;
    this.#numbers.set(policy, number);
    const version = { ...read, id: `v${number}`, createdAt: this.#clock.date() };
    policy.versions.push(version);
    policy.changedAt = version.createdAt;
    return version;
  }

  #makeDefault(policy: ManagedPolicy, { id, createdAt: _, ...says }: PolicyVersion): void {
    Object.assign(policy, says, { defaultVersionId: id, changedAt: this.#clock.date() });
  }

  delete(arn: string): void {
    this.#policies.delete(arn);
  }

  /** What a policy of the account or of AWS says. @throws AwsError NoSuchEntity */
  statements(arn: string): Statement[] {
    const known = this.#policies.get(arn)?.statements ?? this.#ofAws.get(arn);
    if (known) return known;
    const document = awsManagedPolicies[arn.replace(`arn:${this.#partition}:`, 'arn:aws:')];
    if (!document && documentByName(arn)) return [];
    if (!document) throw notThere(arn);
    const { statements } = policyFrom(document, 'identity', arn);
    this.#ofAws.set(arn, statements);
    return statements;
  }
}

/** @throws AwsError NoSuchEntity */
export function versionOf({ arn, versions }: ManagedPolicy, versionId: string): PolicyVersion {
  const version = versions.find(({ id }) => id === versionId);
  if (version) return version;
  throw new AwsError('NoSuchEntity', `Policy ${arn} version ${versionId} does not exist or is not attachable.`, { status: 404 });
}

function identityPolicy(name: string, document: PolicyDocument): Policy {
  return policyFrom(document, 'identity', `managed policy ${name}`);
}

function notThere(arn: string): AwsError {
  const isOfAws = arn.split(':')[4] === 'aws';
  const known = isOfAws ? `; of AWS's own, known here are ${Object.keys(awsManagedPolicies).join(', ')}` : '.';
  return new AwsError('NoSuchEntity', `Policy ${arn} does not exist or is not attachable${known}`, { status: 404 });
}
