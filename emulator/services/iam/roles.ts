import { AwsError } from '../../kernel/aws-error.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { ManagedPolicies } from './managed-policies.ts';
import { type Policy, type PolicyDocument, policyFrom, type Statement } from './policy-document.ts';
import type { InlinePolicy, Role, RoleDeclaration } from './role.ts';
import type { UniqueIds } from './unique-ids.ts';

const usualSessionSeconds = 3600;

/** An account's roles. */
export class Roles {
  /** Ids of the deletions of service-linked roles, which are done. */
  readonly deletionTasks = new Set<string>();
  readonly #clock: Kernel['clock'];
  readonly #accountId: string;
  readonly #partition: string;
  readonly #ids: UniqueIds;
  readonly #managedPolicies: ManagedPolicies;
  readonly #roles = new Map<string, Role>();
  /** Nobody may assume them any more, and whoever did may do nothing: unlike roles that were made elsewhere. */
  readonly #gone = new Map<string, Role>();

  constructor(clock: Kernel['clock'], accountId: string, partition: string, ids: UniqueIds, managedPolicies: ManagedPolicies) {
    this.#clock = clock;
    this.#accountId = accountId;
    this.#partition = partition;
    this.#ids = ids;
    this.#managedPolicies = managedPolicies;
  }

  /** @throws AwsError MalformedPolicyDocument, NoSuchEntity for an unknown managed policy */
  put(declaration: RoleDeclaration): string {
    const { roleName, path = '/', managedPolicyArns = [] } = declaration;
    const arn = `arn:${this.#partition}:iam::${this.#accountId}:role${path}${roleName}`;
    for (const policy of managedPolicyArns) this.#managedPolicies.statements(policy);
    const trust = trustPolicy(roleName, declaration.assumeRolePolicy);
    const policies = new Map(declaration.policies.map((policy) => [policy.policyName, inlinePolicy(roleName, policy)]));
    const { id, createdAt } = this.#roles.get(arn) ?? { id: this.#ids.next('role', 'AROA', arn), createdAt: this.#clock.date() };
    this.#roles.set(arn, {
      ...{ roleName, path, arn, id, createdAt, trust, policies },
      description: declaration.description,
      maxSessionSeconds: declaration.maxSessionSeconds ?? usualSessionSeconds,
      tags: new Map(declaration.tags),
      managedPolicyArns: [...managedPolicyArns],
    });
    return arn;
  }

  /** Lets others assume a role than before. @throws AwsError NoSuchEntity, MalformedPolicyDocument */
  changeTrust(roleName: string, document: PolicyDocument): void {
    this.named(roleName).trust = trustPolicy(roleName, document);
  }

  /** Adds an inline policy to a role, or puts another in its place. */
  putPolicy(roleName: string, policy: InlinePolicy): void {
    this.named(roleName).policies.set(policy.policyName, inlinePolicy(roleName, policy));
  }

  /** The roles that have a managed policy. */
  holders(policyArn: string): Role[] {
    return this.all().filter(({ managedPolicyArns }) => managedPolicyArns.includes(policyArn));
  }

  /** Gives a role what is declared now for what was declared before; what others have given it stays. */
  change(declaration: RoleDeclaration, before: RoleDeclaration): void {
    const { policies, managedPolicyArns } = this.named(declaration.roleName);
    const own = new Set(before.policies.map(({ policyName }) => policyName));
    const others = [...policies].filter(([name]) => !own.has(name));
    const attached = managedPolicyArns.filter((arn) => !before.managedPolicyArns?.includes(arn));
    const changed = this.find(this.put(declaration))!;
    for (const [name, policy] of others) changed.policies.set(name, policy);
    changed.managedPolicyArns.push(...attached.filter((arn) => !changed.managedPolicyArns.includes(arn)));
  }

  /** Takes a managed policy from a role, where both are there. */
  detach(roleName: string, policyArn: string): void {
    const { managedPolicyArns = [] } = this.#standing(roleName) ?? {};
    const at = managedPolicyArns.indexOf(policyArn);
    if (at >= 0) managedPolicyArns.splice(at, 1);
  }

  /** Takes a role away, with its inline policies. */
  delete(roleName: string): void {
    const role = this.#standing(roleName);
    if (!role) return;
    this.#roles.delete(role.arn);
    this.#gone.set(role.arn, { ...role, trust: { ...role.trust, statements: [] }, policies: new Map(), managedPolicyArns: [] });
  }

  /** Takes an inline policy from a role, where both are there. */
  deletePolicy(roleName: string, policyName: string): void {
    this.#standing(roleName)?.policies.delete(policyName);
  }

  attach(roleName: string, policyArn: string): void {
    this.#managedPolicies.statements(policyArn);
    const { managedPolicyArns } = this.named(roleName);
    if (!managedPolicyArns.includes(policyArn)) managedPolicyArns.push(policyArn);
  }

  find(arn: string): Role | undefined {
    return this.#roles.get(arn) ?? this.#gone.get(arn);
  }

  all(): Role[] {
    return [...this.#roles.values()];
  }

  /** Whether a role has the name, whatever its path and capitals. */
  isTaken(name: string): boolean {
    return this.all().some(({ roleName }) => roleName.toLowerCase() === name.toLowerCase());
  }

  /** Everything that a role's policies say. */
  statements(role: Role): Statement[] {
    const inline = [...role.policies.values()].flatMap(({ statements }) => statements);
    return [...inline, ...role.managedPolicyArns.flatMap((arn) => this.#managedPolicies.statements(arn))];
  }

  #standing(roleName: string): Role | undefined {
    return this.all().find((one) => one.roleName === roleName);
  }

  /** @throws AwsError NoSuchEntity */
  named(roleName: string): Role {
    const role = this.#standing(roleName);
    if (!role) throw noRole(roleName);
    return role;
  }
}

export function noRole(roleName: string): AwsError {
  return new AwsError('NoSuchEntity', `The role with name ${roleName} cannot be found.`, { status: 404 });
}

function trustPolicy(roleName: string, document: PolicyDocument): Policy {
  return policyFrom(document, 'trust', `the trust policy of role ${roleName}`);
}

function inlinePolicy(roleName: string, { policyName, policyDocument }: InlinePolicy): Policy {
  return policyFrom(policyDocument, 'identity', `policy ${policyName} of role ${roleName}`);
}
