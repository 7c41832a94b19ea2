import type { OwnRule } from '../core/alarms/own-rules.ts';
import { prefix, type Resource } from './cloudformation.ts';

/** A rule of EventBridge by the name under which audits look for it. */
export function rule(name: OwnRule, properties: object): Resource {
  return { Type: 'AWS::Events::Rule', Properties: { Name: `${prefix}-${name}`, ...properties } };
}
