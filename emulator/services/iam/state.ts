import { AwsError } from '../../kernel/aws-error.ts';
import { type Caller, type RoleCaller, sessionArn } from '../../kernel/caller.ts';
import { keepNewest } from '../../kernel/keep-newest.ts';
import type { Place } from '../../service/place.ts';
import type { RequestContext } from '../../service/request-context.ts';
import { resourceTags } from '../../service/resource-tags.ts';
import { refusal } from './access.ts';
import type { IamAccount } from './account.ts';
import { visible } from './condition-keys.ts';
import { dependentActions, fillIn } from './dependent-actions.ts';
import { decide } from './evaluation.ts';
import { everyRequest } from './every-request.ts';
import type { Exercise, Grant } from './exercise.ts';
import type { ManagedPolicies } from './managed-policies.ts';
import { type PolicyDocument, readOrNothing } from './policy-document.ts';
import { namedAs } from './principal.ts';
import { requestTags } from './request-tags.ts';
import { ResourcePolicies } from './resource-policies.ts';
import type { Role, RoleDeclaration } from './role.ts';
import type { Roles } from './roles.ts';

/** What is known of a request beside its action and resources. */
interface AskedAbout {
  /** Further condition keys, by the resource that it is on. */
  contextOf?: (resource: string) => RequestContext;
  /** The request itself, for its tags and for the dependent actions that hang on a member of it. */
  input?: unknown;
  /** The policies of a resource. */
  policiesOf?: (resource: string) => PolicyDocument[];
  /** Whether those say if the caller's own count, as a KMS key's do. */
  ruled?: boolean;
  /** Whether another account's resource lets this account in by other means, as AWS RAM. */
  sharedBy?: (resource: string) => boolean;
}

const mostDenials = 10_000;

/**
 * Roles and what their policies allow. A role that nobody put here stands for one that an account has had before: it may do everything and be
 * assumed by anyone.
 */
export class IamState {
  readonly place: Place;
  readonly resourcePolicies: ResourcePolicies;
  /** Tags of what a template made, by ARN, and of machines and activities. A service knows those that its API gave. */
  readonly templateTags = new Map<string, Map<string, string>>();
  readonly account: IamAccount;

  constructor(place: Place, account: IamAccount) {
    this.place = place;
    this.account = account;
    this.resourcePolicies = new ResourcePolicies(place);
  }

  get roles(): Roles {
    return this.account.roles;
  }

  get managedPolicies(): ManagedPolicies {
    return this.account.managedPolicies;
  }

  get denials(): string[] {
    return this.account.denials;
  }

  /**
   * Creates a role, or puts another in its place.
   *
   * @returns its ARN
   * @throws AwsError MalformedPolicyDocument, NoSuchEntity for an unknown managed policy
   */
  putRole(declaration: RoleDeclaration): string {
    return this.roles.put(declaration);
  }

  role(arn: string): Role | undefined {
    return this.roles.find(arn);
  }

  /** The caller that a service is when it acts under a role: a machine's task, a rule's target. It holds the clock only while it calls. */
  roleCaller(roleArn: string, sessionName: string): RoleCaller {
    const arn = sessionArn(roleArn, sessionName);
    const accessKeyId = `ASIA${this.place.random.text(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 'role-caller', arn)}`;
    return { kind: 'role', arn, roleArn, accessKeyId, activity: undefined };
  }

  /** Whether a service's principal (`lambda.amazonaws.com`) may assume a role for a resource of this account. */
  assumable(roleArn: string, service: string, sourceArn: string): boolean {
    const role = this.role(roleArn);
    if (!role) return true;
    const [name, ...domain] = service.split('.');
    const regional = [name, this.place.region, ...domain].join('.');
    const context = { 'aws:SourceAccount': this.place.accountId, 'aws:SourceArn': sourceArn };
    const named = role.trust.statements.filter(({ principals }) =>
      principals?.services.some((one) => [service, regional, '*'].includes(one)),
    );
    return decide(named, 'sts:AssumeRole', roleArn, context) === 'allowed';
  }

  /** Whether a role's trust policy lets a caller assume it. @param context further condition keys of the request @param action or one that goes with it */
  trusts(roleArn: string, caller: Caller, context: RequestContext, action = 'sts:AssumeRole'): boolean {
    const role = this.role(roleArn);
    if (!role) return true;
    const named = role.trust.statements.filter((statement) => namedAs(statement, caller));
    return decide(named, action, roleArn, context) === 'allowed';
  }

  /** The id that a role has beside its name. */
  roleId(roleArn: string): string {
    return this.role(roleArn)?.id ?? `AROA${this.place.random.text(17, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 'role', roleArn)}`;
  }

  /**
   * AWS's message for a call that the caller's policies do not allow, its dependent actions included; undefined where they do.
   * What they allow is recorded as exercised.
   *
   * @param resources ARNs, all of which must be allowed; `*` for an action that takes none
   */
  denial(caller: Caller, action: string, resources: string[], request: AskedAbout = {}): string | undefined {
    const tags = requestTags(request.input);
    for (const resource of resources) {
      const refused = this.#refusal(caller, action, resource, { ...tags, ...request.contextOf?.(resource) }, request);
      if (refused) return refused;
    }
    const given = (member: string) => ![undefined, false].includes((request.input as Record<string, undefined> | undefined)?.[member]);
    return this.#dependentDenial(caller, action, resources, {}, tags, given);
  }

  /**
   * The same for what a service does under a role beside its API calls: `states:startExecution.sync`, `ecs:runTask.sync`,
   * `lambda:logging` … as dependent-actions.json lists them.
   *
   * @param names values for the names in braces there: `{ stateMachine }`, `{ cluster }`, `{ logGroup }`
   */
  demand(caller: RoleCaller, purpose: string, names: Record<string, string> = {}): string | undefined {
    if (dependentActions(purpose).length === 0) throw new Error(`dependent-actions.json has no line for ${purpose}`);
    return this.#dependentDenial(caller, purpose, [], names, {}, () => true);
  }

  /** The same for handing roles to a service, as RunTask hands a task its roles. */
  passDenial(caller: RoleCaller, roleArns: string[], service: string): string | undefined {
    return this.denial(caller, 'iam:PassRole', roleArns, { contextOf: () => ({ 'iam:PassedToService': service }) });
  }

  /** Whether a resource's policy, where it rules, would keep a caller from an action that it may do now. */
  locksOut(caller: Caller, action: string, resource: string, policy: PolicyDocument): boolean {
    const about = { policiesOf: () => [policy], ruled: true };
    const foreign = isOfAnother(resource, this.place.accountId);
    return this.#weigh(caller, action, resource, {}, about, foreign).why !== undefined;
  }

  exercised(): Exercise[] {
    return this.account.exercises.all();
  }

  /** What a role's policies allow and nothing has used. */
  unexercised(roleArn: string): Grant[] {
    const role = this.role(roleArn);
    if (!role) throw new AwsError('NoSuchEntity', `The role ${roleArn} cannot be found.`, { status: 404 });
    return this.account.exercises.unused(roleArn, this.roles.statements(role));
  }

  #dependentDenial(
    caller: Caller,
    action: string,
    resources: string[],
    names: Record<string, string>,
    request: RequestContext,
    given: (member: string) => boolean,
  ): string | undefined {
    const { partition, region, accountId: account } = this.place;
    const values = { partition, region, account, ...names };
    for (const { needs, on, when, context, goesWithout } of dependentActions(action)) {
      if (when && !given(when)) continue;
      for (const resource of on.flatMap((one) => (one === '{resource}' ? resources : [fillIn(one, values)]))) {
        const asked = { ...request, ...context, 'aws:ViaAWSService': 'true' };
        if (goesWithout) this.#why(caller, needs, resource, asked);
        else {
          const refused = this.#refusal(caller, needs, resource, asked);
          if (refused) return refused;
        }
      }
    }
    return undefined;
  }

  #refusal(caller: Caller, action: string, resource: string, given: RequestContext, about: AskedAbout = {}): string | undefined {
    const why = this.#why(caller, action, resource, given, about);
    if (why === undefined) return undefined;
    const message = `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
    this.denials.push(message);
    keepNewest(this.denials, mostDenials);
    return message;
  }

  /** Why a caller may not, in AWS's words; undefined where it may, which is recorded as exercised. */
  #why(caller: Caller, action: string, resource: string, given: RequestContext, about: AskedAbout = {}): string | undefined {
    const role = caller.kind === 'role' ? this.role(caller.roleArn) : undefined;
    const foreign = isOfAnother(resource, this.place.accountId);
    if (!role && !foreign) return undefined;
    const { own, why } = this.#weigh(caller, action, resource, given, about, foreign);
    if (role && own === 'allowed' && why === undefined) this.account.exercises.record({ roleArn: role.arn, action, resource });
    return why;
  }

  #weigh(caller: Caller, action: string, resource: string, given: RequestContext, about: AskedAbout, foreign: boolean) {
    const role = caller.kind === 'role' ? this.role(caller.roleArn) : undefined;
    const tags = resourceTags(this.templateTags.get(resource), action.split(':')[0]);
    const context = visible(action, resource, { ...everyRequest(this.place, caller, resource), ...tags, ...given });
    const own = role ? decide(this.roles.statements(role), action, resource, context) : 'allowed';
    const documents = about.policiesOf?.(resource) ?? [];
    // a role's trust policy is the policy of that resource; another account's role is asked by whoever assumes it
    const trust = action === 'sts:AssumeRole' ? (this.role(resource)?.trust.statements ?? []) : [];
    const policies = [...trust, ...documents.flatMap((policy) => readOrNothing(policy, resource))];
    const [shared, ruled] = [about.sharedBy?.(resource) ?? false, Boolean(about.ruled) && documents.length > 0];
    return { own, why: refusal({ caller, action, resource, context, own, policies, foreign, shared, ruled }) };
  }
}

function isOfAnother(resource: string, accountId: string): boolean {
  const owner = resource.split(':')[4];
  return owner !== undefined && /^\d{12}$/.test(owner) && owner !== accountId;
}
