import { callsIn, type FunctionCall } from './function-call.ts';
import { functionProblems, type Reference, references, valueProblems } from './function-problems.ts';
import type { Policies } from './policies.ts';
import { resourceTypes } from './resource-types.ts';
import type { Scope } from './scope.ts';

/** A resource whose conditions have their values. */
export interface SettledResource extends Policies {
  type: string;
  properties: Record<string, unknown>;
  /** In its properties. */
  calls: FunctionCall[];
  references: Reference[];
  dependsOn: string[];
}

/** A line for each function that cannot be evaluated, and each name, attribute and dependency that is not there. */
export function referenceProblems(
  resources: Map<string, SettledResource>,
  outputs: [name: string, value: unknown][],
  scope: Scope,
  isKnown: (name: string) => boolean,
): string[] {
  const problems: string[] = [];
  const places = [
    ...[...resources].map(([logicalId, { properties, calls, references: referred }]) => {
      return { where: logicalId, path: 'Properties', value: properties as unknown, calls, referred };
    }),
    ...outputs.map(([name, value]) => {
      const calls = callsIn(value);
      return { where: `output ${name}`, path: 'Value', value, calls, referred: references(calls) };
    }),
  ];
  for (const { where, path, value, calls, referred } of places) {
    const unfit = calls.length > 0 ? valueProblems(value, scope, isKnown) : [];
    const faults = [...functionProblems(calls, scope), ...unfit.map((problem) => path + problem)];
    problems.push(...faults.map((problem) => `${where}: ${problem}`));
    for (const { name, attribute } of referred) {
      const type = resources.get(name)?.type;
      if (!type && (attribute !== undefined || !isKnown(name)))
        problems.push(`${where}: it refers to ${name}, which the template does not have`);
      const attributes = type && resourceTypes.get(type)?.attributes;
      if (attribute !== undefined && attributes && !attributes.includes(attribute)) {
        problems.push(`${where}: ${type} has no attribute ${attribute} here; it has ${attributes.join(', ') || 'none'}`);
      }
    }
  }
  for (const [logicalId, { dependsOn }] of resources) {
    for (const name of dependsOn) {
      if (!resources.has(name)) problems.push(`${logicalId}: DependsOn names ${name}, which the template does not have`);
    }
  }
  return problems;
}
