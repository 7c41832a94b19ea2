import { AwsError } from '../../kernel/aws-error.ts';
import { isObject } from '../../kernel/json-object.ts';
import { readJson } from '../../kernel/read-json.ts';
import { type Condition, unknownCondition } from './conditions.ts';
import { actionsLike } from './reference.ts';

/** A policy as its author wrote it, as JSON text or as the value that it stands for; intrinsic functions resolved. */
export type PolicyDocument = unknown;

/** A statement as it is evaluated; of each pair (actions, notActions) and (resources, notResources) one is there. */
export interface Statement {
  sid: string | undefined;
  effect: 'Allow' | 'Deny';
  actions: string[] | undefined;
  notActions: string[] | undefined;
  resources: string[] | undefined;
  notResources: string[] | undefined;
  /** Services and ARNs of a trust or resource policy's Principal; `*` for anyone. */
  principals: { services: string[]; arns: string[] } | undefined;
  conditions: Condition[];
}

/** `identity`: whom it is attached to is the principal. `trust`: it is attached to a role, its own resource. `resource`: to a topic, a queue. */
type PolicyKind = 'identity' | 'trust' | 'resource';

const elements: Record<PolicyKind, string[]> = {
  identity: ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'],
  trust: ['Sid', 'Effect', 'Action', 'Principal', 'Condition'],
  resource: ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Principal', 'Condition'],
};

/** A policy as JSON, as its author wrote it where that was a text. */
export function policyText(document: PolicyDocument): string {
  return typeof document === 'string' ? document : JSON.stringify(document);
}

/** A policy as it was written, and as it is evaluated. */
export interface Policy {
  document: PolicyDocument;
  statements: Statement[];
}

/** @throws AwsError MalformedPolicyDocument */
export function policyFrom(document: PolicyDocument, kind: PolicyKind, where: string): Policy {
  return { document, statements: readPolicy(document, kind, where) };
}

/**
 * Reads a policy, refusing by name whatever would not be evaluated here.
 *
 * @param where what the messages call the policy
 * @throws AwsError MalformedPolicyDocument naming every problem
 */
export function readPolicy(document: PolicyDocument, kind: PolicyKind, where: string): Statement[] {
  const problems: string[] = [];
  const policy = asRecord(typeof document === 'string' ? parse(document, where) : document);
  for (const name of Object.keys(policy)) if (!['Version', 'Id', 'Statement'].includes(name)) problems.push(`unknown element ${name}`);
  if (policy.Version !== undefined && !['2012-10-17', '2008-10-17'].includes(String(policy.Version))) {
    problems.push(`Version ${policy.Version}: allowed are 2012-10-17 and 2008-10-17`);
  }
  const statements = [policy.Statement ?? []].flat().map((statement, index) => readStatement(asRecord(statement), kind, index, problems));
  if (statements.length === 0) problems.push('it has no Statement');
  if (problems.length > 0) throw new AwsError('MalformedPolicyDocument', `${where}: ${problems.join('; ')}`);
  return statements;
}

/**
 * Reads a resource's policy that somebody puts.
 *
 * @param refused what the service answers to one that cannot be read
 */
export function readPut(document: PolicyDocument, where: string, refused: (message: string) => AwsError): Statement[] {
  try {
    return readPolicy(document, 'resource', where);
  } catch (error) {
    if (error instanceof AwsError) throw refused(error.message);
    throw error;
  }
}

/** The statements of a resource's policy; none of one that cannot be read, since what kept it then let nobody in. */
export function readOrNothing(document: PolicyDocument, resource: string): Statement[] {
  try {
    return readPolicy(document, 'resource', `the policy of ${resource}`);
  } catch (error) {
    if (error instanceof AwsError) return [];
    throw error;
  }
}

function parse(document: string, where: string): unknown {
  try {
    return readJson(document);
  } catch {
    throw new AwsError('MalformedPolicyDocument', `${where}: it is not JSON`);
  }
}

function readStatement(statement: Record<string, unknown>, kind: PolicyKind, index: number, problems: string[]): Statement {
  const problem = (text: string) => problems.push(`Statement ${statement.Sid ?? index + 1}: ${text}`);
  for (const name of Object.keys(statement)) {
    if (!elements[kind].includes(name))
      problem(`${name} is not supported in this kind of policy; supported are ${elements[kind].join(', ')}`);
  }
  if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') problem(`Effect ${statement.Effect}: allowed are Allow and Deny`);
  exactlyOne(statement, 'Action', 'NotAction', problem);
  if (kind !== 'trust') exactlyOne(statement, 'Resource', 'NotResource', problem);
  if (kind !== 'identity' && statement.Principal === undefined) problem('Principal is missing');
  const read: Statement = {
    sid: statement.Sid as string | undefined,
    effect: statement.Effect as 'Allow' | 'Deny',
    actions: strings(statement.Action),
    notActions: strings(statement.NotAction),
    resources: strings(statement.Resource),
    notResources: strings(statement.NotResource),
    principals: statement.Principal === undefined ? undefined : readPrincipals(statement.Principal, problem),
    conditions: readConditions(statement.Condition ?? {}, problem),
  };
  for (const action of [...(read.actions ?? []), ...(read.notActions ?? [])]) {
    if (action !== '*' && !/^[a-zA-Z0-9-]+:[a-zA-Z0-9*?]+$/.test(action)) problem(`Action ${action} is not of the form service:Action`);
  }
  for (const resource of [...(read.resources ?? []), ...(read.notResources ?? [])]) {
    if (resource.includes('${')) problem(`policy variables are not supported: ${resource}`);
    else if (resource !== '*' && !resource.startsWith('arn:')) problem(`Resource ${resource} must be in ARN format or "*"`);
  }
  const about = read.conditions.length > 0 ? actionsLike(read.actions ?? ['*']) : [];
  for (const condition of read.conditions) {
    const unknown = unknownCondition(condition, about);
    if (unknown) problem(unknown);
  }
  return read;
}

function exactlyOne(statement: Record<string, unknown>, one: string, other: string, problem: (text: string) => void): void {
  if ((statement[one] === undefined) === (statement[other] === undefined)) problem(`it needs ${one} or ${other}, and not both`);
}

function readPrincipals(principal: unknown, problem: (text: string) => void) {
  if (principal === '*') return { services: ['*'], arns: ['*'] };
  if (!isObject(principal)) problem('Principal is neither "*" nor an object');
  const record = asRecord(principal);
  for (const [name, named] of Object.entries(record)) {
    if (name !== 'Service' && name !== 'AWS') problem(`Principal ${name} is not supported; supported are Service and AWS`);
    if ([named].flat().some((one) => typeof one !== 'string')) problem(`Principal ${name} is neither a text nor a list of texts`);
  }
  const arns = strings(record.AWS) ?? [];
  // the same as a bare *, also for services (IAM User Guide, "AWS JSON policy elements: Principal")
  return { services: arns.includes('*') ? ['*'] : (strings(record.Service) ?? []), arns };
}

/** One that is dropped would let in whoever it is to keep out. */
function readConditions(block: unknown, problem: (text: string) => void): Condition[] {
  if (!isObject(block)) problem('Condition is no object of operators');
  return Object.entries(asRecord(block)).flatMap(([operator, keys]) => {
    if (!isObject(keys)) problem(`Condition ${operator} is no object of keys`);
    return Object.entries(asRecord(keys)).map(([key, given]) => {
      const values = [given].flat();
      if (!values.every(isScalar)) problem(`Condition ${operator} of ${key} is neither a text nor a list of texts`);
      return { operator, key, values: values.map(String) };
    });
  });
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function strings(value: unknown): string[] | undefined {
  return value === undefined ? undefined : [value].flat().map(String);
}

function asRecord(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}
