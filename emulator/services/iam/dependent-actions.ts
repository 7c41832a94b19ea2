import type { RequestContext } from '../../service/request-context.ts';
import entries from './dependent-actions.json' with { type: 'json' };

/** One further permission that an action, an integration or a platform's service asks of its caller. */
export interface DependentAction {
  /** An API's action (`cloudhsm:CreateHsm`) or what a service does under a role by itself (`states:startExecution.sync`, `lambda:logging`). */
  action: string;
  needs: string;
  /**
   * The resources that it is asked for, all of them; `{region}`, `{account}` and the asker's own names stand in braces, and
   * `{resource}` alone is what the action itself is on.
   */
  on: string[];
  /** The member of the request without which it is not asked for. */
  when?: string;
  context?: RequestContext;
  source: string;
}

const byAction = Map.groupBy(entries as DependentAction[], ({ action }) => action.toLowerCase());

export function dependentActions(action: string): DependentAction[] {
  return byAction.get(action.toLowerCase()) ?? [];
}

/** Puts values for the names in braces. */
export function fillIn(template: string, values: Record<string, string>): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    if (values[name] === undefined) throw new Error(`${template} needs a value for ${name}`);
    return values[name];
  });
}
