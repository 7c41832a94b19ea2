import { readdirSync, readFileSync } from 'node:fs';

/** What AWS's Service Authorization Reference says of one service (see NOTICE). */
interface AuthorizationModel {
  /** Resource types: the form of their ARNs, with names in `${…}`, and what conditions may ask of such a resource. */
  resources: Record<string, { arn: string; conditionKeys: string[] }>;
  actions: Record<string, ActionModel>;
}

export interface ActionModel {
  access: 'List' | 'Read' | 'Tagging' | 'Write' | 'Permissions management';
  /** By resource type; an action without any is asked about `*`. */
  resources?: Record<string, { required: boolean; conditionKeys: string[] }>;
  conditionKeys?: string[];
  /** Actions that the caller has to be allowed beside this one. */
  dependentActions?: string[];
}

const folder = new URL('./authorization/', import.meta.url);
const loaded = new Map<string, AuthorizationModel>();

/** Prefixes of the actions that the reference is here for. */
export const authorizationPrefixes = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));

/** What is known of a service by the prefix of its actions; undefined for one of which nothing is emulated. */
export function loadAuthorization(prefix: string): AuthorizationModel | undefined {
  if (!authorizationPrefixes.includes(prefix)) return undefined;
  let model = loaded.get(prefix);
  if (!model) {
    model = JSON.parse(readFileSync(new URL(`${prefix}.json`, folder), 'utf8')) as AuthorizationModel;
    loaded.set(prefix, model);
  }
  return model;
}
