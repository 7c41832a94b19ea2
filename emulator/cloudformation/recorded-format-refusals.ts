import { isObject } from '../kernel/json-object.ts';
import type { Template } from './template.ts';

/** What AWS was recorded to say of a text that is a template's in nothing but its syntax. */
export function recordedFormatRefusal(template: Template): string | undefined {
  const { Resources, Outputs } = template;
  for (const section of ['Parameters', 'Rules', 'Mappings', 'Resources', 'Outputs'] as const) {
    const path = nullPath(template[section], `/${section}`);
    if (path) return `[${path}] 'null' values are not allowed in templates`;
  }
  for (const [name, resource] of members(Resources))
    if (isObject(resource) && resource.Type === undefined)
      return `Template format error: [/Resources/${name}] Every Resources object must contain a Type member.`;
  const noValue = members(Outputs).some(([, output]) => isObject(output) && output.Value === undefined);
  if (noValue) return 'Template format error: Every Outputs member must contain a Value object';
  return undefined;
}

function nullPath(value: unknown, path: string): string | undefined {
  if (value === null) return path;
  if (typeof value !== 'object') return undefined;
  for (const [name, item] of Object.entries(value)) {
    const found = nullPath(item, `${path}/${name}`);
    if (found) return found;
  }
  return undefined;
}

function members(section: unknown): [string, unknown][] {
  return isObject(section) ? Object.entries(section) : [];
}
