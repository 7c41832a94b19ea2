import { AwsError } from '../../kernel/aws-error.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { awsManagedPolicies } from './aws-managed-policies.ts';
import { type Policy, type PolicyDocument, policyFrom, type Statement } from './policy-document.ts';
import type { UniqueIds } from './unique-ids.ts';

/** What an account has made itself. */
export interface ManagedPolicy extends Policy {
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly id: string;
  readonly createdAt: Date;
  readonly description: string | undefined;
  readonly tags: Map<string, string>;
  changedAt: Date;
}

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
    const policy = { ...read, name, path, arn, id, createdAt, changedAt: createdAt, description, tags: new Map(tags) };
    this.#policies.set(arn, policy);
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

  /** @throws AwsError MalformedPolicyDocument */
  change(arn: string, document: PolicyDocument): void {
    const policy = this.#policies.get(arn)!;
    Object.assign(policy, identityPolicy(policy.name, document), { changedAt: this.#clock.date() });
  }

  delete(arn: string): void {
    this.#policies.delete(arn);
  }

  /** What a policy of the account or of AWS says. @throws AwsError NoSuchEntity */
  statements(arn: string): Statement[] {
    const known = this.#policies.get(arn)?.statements ?? this.#ofAws.get(arn);
    if (known) return known;
    const document = awsManagedPolicies[arn.replace(`arn:${this.#partition}:`, 'arn:aws:')];
    if (!document) throw notThere(arn);
    const { statements } = policyFrom(document, 'identity', arn);
    this.#ofAws.set(arn, statements);
    return statements;
  }
}

function identityPolicy(name: string, document: PolicyDocument): Policy {
  return policyFrom(document, 'identity', `managed policy ${name}`);
}

function notThere(arn: string): AwsError {
  const isOfAws = arn.split(':')[4] === 'aws';
  const known = isOfAws ? `; of AWS's own, known here are ${Object.keys(awsManagedPolicies).join(', ')}` : '.';
  return new AwsError('NoSuchEntity', `Policy ${arn} does not exist or is not attachable${known}`, { status: 404 });
}
