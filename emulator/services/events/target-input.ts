import { AwsError } from '../../kernel/aws-error.ts';
import { isJson, readJson } from '../../kernel/read-json.ts';
import { type EventEnvelope, wholeSeconds } from './event.ts';
import type { Rule } from './rule.ts';
import type { Target } from './target.ts';

/**
 * The text that a target gets: the event, a part of it, a constant, or a text made of parts.
 *
 * @throws AwsError INVALID_JSON where a template's result should be JSON and is not
 */
export function targetInput(rule: Rule, target: Target, event: EventEnvelope, ingested: Date): string {
  if (target.Input !== undefined) return target.Input;
  if (target.InputPath !== undefined) return JSON.stringify(valueAt(event, target.InputPath) ?? null);
  if (target.InputTransformer) return transformed(rule, target.InputTransformer, event, ingested);
  return JSON.stringify(event);
}

/** The value at a path such as `$.detail.items[0].name`; undefined where there is none. */
function valueAt(event: unknown, path: string): unknown {
  if (!/^\$(\.[^.[\]]+|\[\d+\])*$/.test(path)) return undefined;
  let value = event;
  for (const [, member, index] of path.matchAll(/\.([^.[\]]+)|\[(\d+)\]/g)) {
    const name = member ?? index!;
    if (typeof value !== 'object' || value === null || Array.isArray(value) === (index === undefined) || !Object.hasOwn(value, name))
      return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

function transformed(rule: Rule, transformer: NonNullable<Target['InputTransformer']>, event: EventEnvelope, ingested: Date): string {
  const values = new Map<string, unknown>([
    ['aws.events.rule-arn', rule.arn],
    ['aws.events.rule-name', rule.name],
    ['aws.events.event.ingestion-time', wholeSeconds(ingested)],
    ['aws.events.event', outline(event)],
    ['aws.events.event.json', event],
  ]);
  for (const [name, path] of Object.entries(transformer.InputPathsMap ?? {})) values.set(name, valueAt(event, path));
  const text = fillIn(transformer.InputTemplate, values);
  if (isJson(text)) return JSON.stringify(readJson(text));
  // a template may have a text on each of its lines
  if (text.split('\n').every(isJson)) return text;
  throw new AwsError('INVALID_JSON', `the input template of rule ${rule.name} does not give JSON: ${text}`);
}

/** What `<aws.events.event>` stands for: the event without its detail. */
function outline({ id, account, 'detail-type': detailType, time, source, region, resources, version }: EventEnvelope) {
  return { id, account, detailType, time, source, region, resources, version };
}

/**
 * Inside quotes a value stands as text, elsewhere as JSON. What is not in the event is empty. In a template of texts, objects and lists
 * stand without quotes of their own; inside quotes of one that is JSON they keep them, so that the result is none, as recorded.
 */
function fillIn(template: string, values: ReadonlyMap<string, unknown>): string {
  const ofTexts = /^\s*"/.test(template);
  let quoted = false;
  return template.replace(/\\.|"|<([A-Za-z0-9_.-]+)>/g, (found, name: string | undefined) => {
    if (found === '"') quoted = !quoted;
    if (name === undefined || !values.has(name)) return found;
    const value = values.get(name);
    if (value === undefined) return quoted ? '' : '""';
    const json = JSON.stringify(value);
    if (!quoted) return json;
    if (typeof value === 'string') return json.slice(1, -1);
    return ofTexts ? json.replaceAll('"', '') : json;
  });
}
