import { loadAuthorization } from '../../models/authorization.ts';
import type { RequestContext } from '../../service/request-context.ts';
import { matchesWildcard } from '../../service/wildcard.ts';
import { actionModel, resourceType } from './reference.ts';

/**
 * What of a request's context an action's policies see: the condition keys that AWS lists for the action and for the type of its
 * resource, and those that every request has. A condition on any other key finds it absent.
 */
export function visible(action: string, resource: string, context: RequestContext): RequestContext {
  const keys = listedKeys(action, resourceType(action, resource));
  if (!keys) return context;
  const seen: RequestContext = {};
  for (const key of Object.keys(context)) {
    if (isGlobal(key) || keys.some((pattern) => fits(pattern, key))) seen[key] = context[key]!;
  }
  return seen;
}

/** Whether AWS lists a condition key for an action, on whatever resource. */
export function takesCondition(action: string, key: string): boolean {
  const types = [undefined, ...Object.keys(actionModel(action)?.resources ?? {})];
  return types.some((type) => listedKeys(action, type)?.some((pattern) => fits(pattern, key)));
}

/** Keys that begin with `aws:` are there whatever is asked, except those that tags give. */
export function isGlobal(key: string): boolean {
  return /^aws:(?!ResourceTag\/|RequestTag\/|TagKeys$)/i.test(key);
}

const listed = new Map<string, string[] | undefined>();

/** Patterns of the condition keys of an action on a type of resource; undefined for an action that is not listed. */
function listedKeys(action: string, type: string | undefined): string[] | undefined {
  const at = `${action} ${type}`;
  if (!listed.has(at)) listed.set(at, readKeys(action, type));
  return listed.get(at);
}

function readKeys(action: string, type: string | undefined): string[] | undefined {
  const model = actionModel(action);
  if (!model) return undefined;
  const ofAction = model.conditionKeys ?? [];
  if (type === undefined) return ofAction.map(asPattern);
  const ofType = loadAuthorization(action.split(':')[0]!.toLowerCase())!.resources[type]!.conditionKeys;
  return [...ofAction, ...ofType, ...model.resources![type]!.conditionKeys].map(asPattern);
}

/** A tag's key, or an encryption context's, stands as `${TagKey}` in the reference, for some services as `tag-key`. */
function asPattern(form: string): string {
  return form.replaceAll(/\$\{[^}]*\}/g, '*').replace(/\/tag-key$/, '/*');
}

function fits(pattern: string, key: string): boolean {
  return matchesWildcard(pattern, key, { ignoreCase: true });
}
