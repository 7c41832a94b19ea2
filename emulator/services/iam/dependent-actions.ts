import { readFileSync } from 'node:fs';
import { groupedBy } from '../../kernel/grouped-by.ts';
import type { RequestContext } from '../../service/request-context.ts';
import { actionModel, anyResource } from './reference.ts';

/** One further permission that an action, an integration or a platform's service asks of its caller. */
interface DependentAction {
  needs: string;
  /**
   * The resources that it is asked for, all of them; `{region}`, `{account}` and the asker's own names stand in braces, and
   * `{resource}` alone is what the action itself is on.
   */
  on: string[];
  /** The member of the request without which it is not asked for. */
  when?: string;
  context?: RequestContext;
  /**
   * A guide gives it to whoever does the action, and the reference does not list it: who has it uses it, and who has not is not refused.
   * The roles of aws-samples/aws-cloudhsm-cloudformation-template create and delete clusters and HSMs without.
   */
  goesWithout?: boolean;
}

/** What the Service Authorization Reference does not list, or says less of: where from stands beside each. */
interface Entry extends Omit<DependentAction, 'on'> {
  /** An API's action (`cloudhsm:CreateHsm`) or what a service does under a role by itself (`states:startExecution.sync`, `lambda:logging`). */
  action: string;
  /** As the reference has the resource types of what is needed, where it is absent. */
  on?: string[];
  source: string;
}

/**
 * What the reference lists and is asked another way: an operation says itself whom it passes a role to; KMS looks by its lockout check;
 * DescribeStacks asks only where it is about all stacks; CreateFunction only for a capacity provider, of which there are none; EC2's
 * creations only where they give tags, and its endpoints for a hosted zone of Route 53, which is not here.
 */
const askedElsewhere = [
  'iam:PassRole',
  'kms:PutKeyPolicy',
  'cloudformation:ListStacks',
  'lambda:PassCapacityProvider',
  'ec2:CreateTags',
  'route53:AssociateVPCWithHostedZone',
];

const entries = JSON.parse(readFileSync(new URL('./dependent-actions.json', import.meta.url), 'utf8')) as Entry[];
const byAction = groupedBy(entries, ({ action }) => action);

/** By action: asked for at every request. */
const known = new Map<string, DependentAction[]>();

/** What the caller of an action has to be allowed beside it. */
export function dependentActions(action: string): DependentAction[] {
  const dependents = known.get(action) ?? readDependents(action);
  known.set(action, dependents);
  return dependents;
}

function readDependents(action: string): DependentAction[] {
  const own = byAction.get(action) ?? [];
  // CopyBackupToRegion is listed as its own dependent
  const listed = (actionModel(action)?.dependentActions ?? []).filter((needs) => needs !== action && !askedElsewhere.includes(needs));
  const plain = listed.filter((needs) => !own.some((entry) => entry.needs === needs)).map((needs) => ({ needs }));
  return [...plain, ...own].map((one) => ({ on: anyResource(one.needs), ...one }));
}

/** Puts values for the names in braces. */
export function fillIn(template: string, values: Record<string, string>): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    if (values[name] === undefined) throw new Error(`${template} needs a value for ${name}`);
    return values[name];
  });
}
