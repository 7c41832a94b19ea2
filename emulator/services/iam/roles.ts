import { AwsError } from '../../kernel/aws-error.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { awsManagedPolicies } from './managed-policies.ts';
import { type PolicyDocument, readPolicy, type Statement } from './policy-document.ts';

export interface InlinePolicy {
  policyName: string;
  policyDocument: PolicyDocument;
}

export interface RoleDeclaration {
  roleName: string;
  /** `/` by default. */
  path?: string;
  assumeRolePolicy: PolicyDocument;
  policies: InlinePolicy[];
  managedPolicyArns?: string[];
  description?: string | undefined;
  /** An hour by default. */
  maxSessionSeconds?: number | undefined;
  tags?: Iterable<readonly [string, string]>;
}

export interface Role {
  readonly roleName: string;
  readonly path: string;
  readonly arn: string;
  readonly id: string;
  readonly createdAt: Date;
  readonly description: string | undefined;
  readonly maxSessionSeconds: number;
  readonly tags: Map<string, string>;
  trust: Statement[];
  trustDocument: PolicyDocument;
  /** Inline policies by name, and as they were written. */
  readonly policies: Map<string, Statement[]>;
  readonly documents: Map<string, PolicyDocument>;
  readonly managedPolicyArns: string[];
}

/** What an account has made itself. */
export interface ManagedPolicy {
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly id: string;
  readonly createdAt: Date;
  readonly description: string | undefined;
  readonly tags: Map<string, string>;
  document: PolicyDocument;
  statements: Statement[];
  changedAt: Date;
}

const usualSessionSeconds = 3600;
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** An account's roles and managed policies. */
export class Roles {
  readonly #kernel: Pick<Kernel, 'clock' | 'random'>;
  readonly #accountId: string;
  readonly #partition: string;
  readonly #roles = new Map<string, Role>();
  /** Nobody may assume them any more, and whoever did may do nothing: unlike roles that were made elsewhere. */
  readonly #gone = new Map<string, Role>();
  readonly #managed = new Map<string, ManagedPolicy>();
  /** How often something of an ARN was made: each time it has another id. */
  readonly #made = new Map<string, number>();

  constructor(kernel: Pick<Kernel, 'clock' | 'random'>, accountId: string, partition: string) {
    this.#kernel = kernel;
    this.#accountId = accountId;
    this.#partition = partition;
  }

  /** @throws AwsError MalformedPolicyDocument, NoSuchEntity for an unknown managed policy */
  put(declaration: RoleDeclaration): string {
    const { roleName, path = '/', managedPolicyArns = [] } = declaration;
    const arn = `arn:${this.#partition}:iam::${this.#accountId}:role${path}${roleName}`;
    for (const policy of managedPolicyArns) this.#managedStatements(policy);
    const trust = readPolicy(declaration.assumeRolePolicy, 'trust', `the trust policy of role ${roleName}`);
    const { id, createdAt } = this.#roles.get(arn) ?? { id: this.#newId('role', 'AROA', arn), createdAt: this.#kernel.clock.date() };
    this.#roles.set(arn, {
      ...{ roleName, path, arn, id, createdAt, trust },
      description: declaration.description,
      maxSessionSeconds: declaration.maxSessionSeconds ?? usualSessionSeconds,
      tags: new Map(declaration.tags),
      trustDocument: declaration.assumeRolePolicy,
      policies: new Map(declaration.policies.map((policy) => [policy.policyName, readInline(roleName, policy)])),
      documents: new Map(declaration.policies.map(({ policyName, policyDocument }) => [policyName, policyDocument])),
      managedPolicyArns: [...managedPolicyArns],
    });
    return arn;
  }

  /** Lets others assume a role than before. @throws AwsError NoSuchEntity, MalformedPolicyDocument */
  changeTrust(roleName: string, document: PolicyDocument): void {
    const role = this.named(roleName);
    role.trust = readPolicy(document, 'trust', `the trust policy of role ${roleName}`);
    role.trustDocument = document;
  }

  /** Adds an inline policy to a role, or puts another in its place. */
  putPolicy(roleName: string, policy: InlinePolicy): void {
    const { policies, documents } = this.named(roleName);
    policies.set(policy.policyName, readInline(roleName, policy));
    documents.set(policy.policyName, policy.policyDocument);
  }

  /** Creates a managed policy. Returns its ARN. */
  createManagedPolicy(
    name: string,
    document: PolicyDocument,
    path = '/',
    { description, tags = [] }: { description?: string | undefined; tags?: Iterable<readonly [string, string]> } = {},
  ): string {
    const arn = `arn:${this.#partition}:iam::${this.#accountId}:policy${path}${name}`;
    const statements = readPolicy(document, 'identity', `managed policy ${name}`);
    const createdAt = this.#kernel.clock.date();
    const id = this.#newId('policy', 'ANPA', arn);
    this.#managed.set(arn, {
      name,
      path,
      arn,
      id,
      createdAt,
      description,
      tags: new Map(tags),
      document,
      statements,
      changedAt: createdAt,
    });
    return arn;
  }

  managedPolicy(arn: string): ManagedPolicy | undefined {
    return this.#managed.get(arn);
  }

  managedPolicies(): ManagedPolicy[] {
    return [...this.#managed.values()];
  }

  /** The roles that have a managed policy. */
  holders(policyArn: string): Role[] {
    return this.all().filter(({ managedPolicyArns }) => managedPolicyArns.includes(policyArn));
  }

  /** Gives a role what is declared now for what was declared before; what others have given it stays. */
  change(declaration: RoleDeclaration, before: RoleDeclaration): void {
    const { policies, documents, managedPolicyArns } = this.named(declaration.roleName);
    const own = new Set(before.policies.map(({ policyName }) => policyName));
    const others = [...policies].filter(([name]) => !own.has(name));
    const attached = managedPolicyArns.filter((arn) => !before.managedPolicyArns?.includes(arn));
    const changed = this.find(this.put(declaration))!;
    for (const [name, statements] of others) {
      changed.policies.set(name, statements);
      changed.documents.set(name, documents.get(name));
    }
    changed.managedPolicyArns.push(...attached.filter((arn) => !changed.managedPolicyArns.includes(arn)));
  }

  changeManagedPolicy(arn: string, document: PolicyDocument): void {
    const statements = readPolicy(document, 'identity', `managed policy ${arn.split('/').at(-1)}`);
    Object.assign(this.#managed.get(arn)!, { document, statements, changedAt: this.#kernel.clock.date() });
  }

  /** Takes a managed policy from a role, where both are there. */
  detach(roleName: string, policyArn: string): void {
    const role = this.#standing(roleName);
    if (role) withoutPolicy(role, policyArn);
  }

  /** Takes a role away, with its inline policies. */
  delete(roleName: string): void {
    const role = this.#standing(roleName);
    if (!role) return;
    this.#roles.delete(role.arn);
    this.#gone.set(role.arn, { ...role, trust: [], policies: new Map(), documents: new Map(), managedPolicyArns: [] });
  }

  /** Takes an inline policy from a role, where both are there. */
  deletePolicy(roleName: string, policyName: string): void {
    const role = this.#standing(roleName);
    role?.policies.delete(policyName);
    role?.documents.delete(policyName);
  }

  /** Takes a managed policy away, from the roles that have it first. */
  deleteManagedPolicy(arn: string): void {
    for (const role of this.all()) withoutPolicy(role, arn);
    this.#managed.delete(arn);
  }

  attach(roleName: string, policyArn: string): void {
    this.#managedStatements(policyArn);
    const { managedPolicyArns } = this.named(roleName);
    if (!managedPolicyArns.includes(policyArn)) managedPolicyArns.push(policyArn);
  }

  find(arn: string): Role | undefined {
    return this.#roles.get(arn) ?? this.#gone.get(arn);
  }

  all(): Role[] {
    return [...this.#roles.values()];
  }

  /** Everything that a role's policies say. */
  statements(role: Role): Statement[] {
    return [...[...role.policies.values()].flat(), ...role.managedPolicyArns.flatMap((arn) => this.#managedStatements(arn))];
  }

  #managedStatements(arn: string): Statement[] {
    const own = this.#managed.get(arn);
    if (own) return own.statements;
    const document = awsManagedPolicies[arn.replace(`arn:${this.#partition}:`, 'arn:aws:')];
    if (document) return readPolicy(document, 'identity', arn);
    const isOfAws = arn.split(':')[4] === 'aws';
    const known = isOfAws ? `; of AWS's own, known here are ${Object.keys(awsManagedPolicies).join(', ')}` : '.';
    throw new AwsError('NoSuchEntity', `Policy ${arn} does not exist or is not attachable${known}`, { status: 404 });
  }

  #standing(roleName: string): Role | undefined {
    return this.all().find((one) => one.roleName === roleName);
  }

  /** @param prefix by which AWS tells ids of a kind */
  #newId(kind: string, prefix: string, arn: string): string {
    const made = this.#made.get(arn) ?? 0;
    this.#made.set(arn, made + 1);
    return `${prefix}${this.#kernel.random.text(17, letters, kind, arn, ...(made > 0 ? [made] : []))}`;
  }

  /** @throws AwsError NoSuchEntity */
  named(roleName: string): Role {
    const role = this.#standing(roleName);
    if (!role) throw new AwsError('NoSuchEntity', `The role with name ${roleName} cannot be found.`, { status: 404 });
    return role;
  }
}

function withoutPolicy({ managedPolicyArns }: Role, policyArn: string): void {
  const at = managedPolicyArns.indexOf(policyArn);
  if (at >= 0) managedPolicyArns.splice(at, 1);
}

function readInline(roleName: string, { policyName, policyDocument }: InlinePolicy): Statement[] {
  return readPolicy(policyDocument, 'identity', `policy ${policyName} of role ${roleName}`);
}
