import { AwsError } from '../../kernel/aws-error.ts';
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
}

export interface Role {
  readonly roleName: string;
  readonly arn: string;
  readonly trust: Statement[];
  /** Inline policies by name. */
  readonly policies: Map<string, Statement[]>;
  readonly managedPolicyArns: string[];
}

/** An account's roles and managed policies. */
export class Roles {
  readonly #accountId: string;
  readonly #partition: string;
  readonly #roles = new Map<string, Role>();
  /** Nobody may assume them any more, and whoever did may do nothing: unlike roles that were made elsewhere. */
  readonly #gone = new Map<string, Role>();
  readonly #managed = new Map<string, Statement[]>();

  constructor(accountId: string, partition: string) {
    this.#accountId = accountId;
    this.#partition = partition;
  }

  /** @throws AwsError MalformedPolicyDocument, NoSuchEntity for an unknown managed policy */
  put(declaration: RoleDeclaration): string {
    const { roleName, path = '/', managedPolicyArns = [] } = declaration;
    const arn = `arn:${this.#partition}:iam::${this.#accountId}:role${path}${roleName}`;
    for (const policy of managedPolicyArns) this.#managedStatements(policy);
    const trust = readPolicy(declaration.assumeRolePolicy, 'trust', `the trust policy of role ${roleName}`);
    const policies = new Map(declaration.policies.map((policy) => [policy.policyName, readInline(roleName, policy)]));
    this.#roles.set(arn, { roleName, arn, trust, policies, managedPolicyArns: [...managedPolicyArns] });
    return arn;
  }

  /** Adds an inline policy to a role, or puts another in its place. */
  putPolicy(roleName: string, policy: InlinePolicy): void {
    this.#named(roleName).policies.set(policy.policyName, readInline(roleName, policy));
  }

  /** Creates a managed policy. Returns its ARN. */
  createManagedPolicy(policyName: string, document: PolicyDocument, path = '/'): string {
    const arn = `arn:${this.#partition}:iam::${this.#accountId}:policy${path}${policyName}`;
    this.#managed.set(arn, readPolicy(document, 'identity', `managed policy ${policyName}`));
    return arn;
  }

  /** Gives a role what is declared now for what was declared before; what others have given it stays. */
  change(declaration: RoleDeclaration, before: RoleDeclaration): void {
    const { policies, managedPolicyArns } = this.#named(declaration.roleName);
    const own = new Set(before.policies.map(({ policyName }) => policyName));
    const others = [...policies].filter(([name]) => !own.has(name));
    const attached = managedPolicyArns.filter((arn) => !before.managedPolicyArns?.includes(arn));
    const changed = this.find(this.put(declaration))!;
    for (const [name, statements] of others) changed.policies.set(name, statements);
    changed.managedPolicyArns.push(...attached.filter((arn) => !changed.managedPolicyArns.includes(arn)));
  }

  changeManagedPolicy(arn: string, document: PolicyDocument): void {
    this.#managed.set(arn, readPolicy(document, 'identity', `managed policy ${arn.split('/').at(-1)}`));
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
    this.#gone.set(role.arn, { ...role, trust: [], policies: new Map(), managedPolicyArns: [] });
  }

  /** Takes an inline policy from a role, where both are there. */
  deletePolicy(roleName: string, policyName: string): void {
    this.#standing(roleName)?.policies.delete(policyName);
  }

  /** Takes a managed policy away, from the roles that have it first. */
  deleteManagedPolicy(arn: string): void {
    for (const role of this.all()) withoutPolicy(role, arn);
    this.#managed.delete(arn);
  }

  attach(roleName: string, policyArn: string): void {
    this.#managedStatements(policyArn);
    this.#named(roleName).managedPolicyArns.push(policyArn);
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
    if (own) return own;
    const document = awsManagedPolicies[arn.replace(`arn:${this.#partition}:`, 'arn:aws:')];
    if (document) return readPolicy(document, 'identity', arn);
    const known = [...this.#managed.keys(), ...Object.keys(awsManagedPolicies)].join(', ');
    throw new AwsError('NoSuchEntity', `Policy ${arn} does not exist or is not attachable; known here are ${known}`, { status: 404 });
  }

  #standing(roleName: string): Role | undefined {
    return this.all().find((one) => one.roleName === roleName);
  }

  /** @throws AwsError NoSuchEntity */
  #named(roleName: string): Role {
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
