import { type ActionModel, authorizationPrefixes, loadAuthorization } from '../../models/authorization.ts';
import { matchesWildcard } from '../../service/wildcard.ts';

const prefixOf = (action: string) => action.split(':')[0]!.toLowerCase();

/** What AWS's Service Authorization Reference says of an action (`kms:CreateKey`); undefined for one that is not listed here. */
export function actionModel(action: string): ActionModel | undefined {
  return loadAuthorization(prefixOf(action))?.actions[action.split(':')[1] ?? ''];
}

/** The actions that a policy's patterns name, of the services that are emulated. */
export function actionsLike(patterns: string[]): string[] {
  return authorizationPrefixes
    .filter((prefix) => patterns.some((pattern) => pattern === '*' || prefixOf(pattern) === prefix))
    .flatMap((prefix) => Object.keys(loadAuthorization(prefix)!.actions).map((name) => `${prefix}:${name}`))
    .filter((action) => patterns.some((pattern) => matchesWildcard(pattern, action, { ignoreCase: true })));
}

/** The form of the ARNs of a type of resource, as a pattern. */
export function arnPattern(action: string, type: string): string {
  return anyName(loadAuthorization(prefixOf(action))!.resources[type]!.arn);
}

/**
 * The type of a resource, of those that an action takes, by its ARN: the one whose form says most of it, since a log stream's ARN
 * begins as its group's does.
 */
export function resourceType(action: string, resource: string): string | undefined {
  let types = patterns.get(action);
  if (!types) {
    types = mostSaidFirst(action);
    patterns.set(action, types);
  }
  return types.find(({ pattern }) => matchesWildcard(pattern, resource))?.type;
}

/** By action: asked for at every request. */
const patterns = new Map<string, { type: string; pattern: string }[]>();

function mostSaidFirst(action: string) {
  const types = Object.keys(actionModel(action)?.resources ?? {}).map((type) => ({ type, pattern: arnPattern(action, type) }));
  const said = ({ pattern }: { pattern: string }) => pattern.replaceAll('*', '').length;
  return types.sort((one, other) => said(other) - said(one));
}

/** ARNs, with names in braces, that stand for whatever an action is on: one for each resource type that it has to have, else `*`. */
export function anyResource(action: string): string[] {
  const required = Object.entries(actionModel(action)?.resources ?? {}).filter(([, type]) => type.required);
  if (required.length === 0) return ['*'];
  const place = (form: string) => form.replace(/\$\{(Partition|Region|Account)\}/g, (_, name: string) => `{${name.toLowerCase()}}`);
  return required.map(([type]) => anyName(place(loadAuthorization(prefixOf(action))!.resources[type]!.arn)));
}

function anyName(form: string): string {
  return form.replaceAll(/\$\{[^}]*\}/g, '*');
}
