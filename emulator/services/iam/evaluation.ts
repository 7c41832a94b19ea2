import type { RequestContext } from '../../service/request-context.ts';
import { matchesWildcard } from '../../service/wildcard.ts';
import { conditionsHold } from './conditions.ts';
import type { Statement } from './policy-document.ts';

export type Decision = 'allowed' | 'explicitly denied' | 'not allowed';

/** IAM's rule: a Deny that applies wins, else any Allow that applies, else nothing is allowed. */
export function decide(statements: Statement[], action: string, resource: string, context: RequestContext): Decision {
  const applying = statements.filter((statement) => applies(statement, action, resource, context));
  if (applying.some(({ effect }) => effect === 'Deny')) return 'explicitly denied';
  return applying.some(({ effect }) => effect === 'Allow') ? 'allowed' : 'not allowed';
}

/** Whether a statement speaks of a call. Actions compare without regard to case, resources with it. */
export function applies(statement: Statement, action: string, resource: string, context: RequestContext): boolean {
  const { actions, notActions, resources, notResources, conditions } = statement;
  const names = (patterns: string[]) => patterns.some((pattern) => matchesWildcard(pattern, action, { ignoreCase: true }));
  const covers = (patterns: string[]) => patterns.some((pattern) => matchesWildcard(pattern, resource));
  if (actions ? !names(actions) : names(notActions ?? [])) return false;
  // a trust policy names no resource: it is about the role that it belongs to
  if (resources ? !covers(resources) : notResources && covers(notResources)) return false;
  return conditionsHold(conditions, context);
}
