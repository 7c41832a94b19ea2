import { creationOrder } from './creation-order.ts';
import { isCustom } from './custom-resource.ts';
import { readProperties } from './properties.ts';
import { resourceTypes } from './resource-types.ts';
import type { Settled } from './settle.ts';

/**
 * The order in which to create a template's resources.
 *
 * @param problems takes a line for each type and property that is not supported and each circle of dependencies
 */
export function plan({ resources }: Settled, problems: string[]): string[] {
  for (const [logicalId, { type, properties }] of resources) {
    if (isCustom(type)) {
      if (properties.ServiceToken === undefined) problems.push(`${logicalId} (${type}): property ServiceToken is missing`);
      continue;
    }
    const resourceType = resourceTypes.get(type);
    if (!resourceType) {
      problems.push(`${logicalId}: resource type ${type} is not supported; supported are ${[...resourceTypes.keys()].join(', ')}`);
      continue;
    }
    const found: string[] = [];
    readProperties(resourceType.properties, properties, found);
    problems.push(...found.map((problem) => `${logicalId} (${type}): ${problem}`));
  }
  return creationOrder(dependencies({ resources }), problems);
}

/** What each resource needs to be there before it, by logical id. */
export function dependencies({ resources }: Pick<Settled, 'resources'>): Map<string, Set<string>> {
  const each = [...resources].map(([logicalId, { references, dependsOn }]): [string, Set<string>] => {
    const referred = references.map(({ name }) => name);
    return [logicalId, new Set([...dependsOn, ...referred].filter((name) => resources.has(name)))];
  });
  return new Map(each);
}
