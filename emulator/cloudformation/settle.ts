import type { AwsPlace } from '../cloud.ts';
import { functionOf, functionProblems, references, type Scope, settleConditions, TemplateError, truth } from './intrinsics.ts';
import { parameterValues } from './parameters.ts';
import type { CreatedResource } from './resource-type.ts';
import { resourceTypes } from './resource-types.ts';
import type { Template } from './template.ts';

/** A template whose parameters and conditions have their values. */
export interface Settled {
  resources: Map<string, { type: string; properties: Record<string, unknown>; dependsOn: string[] }>;
  outputs: [name: string, value: unknown][];
  created: Map<string, CreatedResource>;
  scope: Scope;
}

/**
 * Gives a template's parameters and conditions their values.
 *
 * @param problems takes a line for each value that is not allowed and each name that is not there
 */
export function settle(
  place: AwsPlace,
  { template, stackName, parameters = {} }: { template: Template; stackName: string; parameters?: Record<string, string> },
  problems: string[],
): Settled {
  const created = new Map<string, CreatedResource>();
  const values: Record<string, unknown> = {
    'AWS::AccountId': place.accountId,
    'AWS::Region': place.region,
    'AWS::Partition': place.partition,
    'AWS::URLSuffix': urlSuffixes[place.partition] ?? 'amazonaws.com',
    'AWS::StackName': stackName,
    'AWS::StackId': place.arn('cloudformation', `stack/${stackName}/${place.random.uuid('stack', stackName)}`),
    ...parameterValues(template, parameters, problems),
  };
  const known = new Map(Object.entries(values));
  const scope: Scope = {
    ref: (name) => known.get(name) ?? created.get(name)?.physicalId,
    attribute: (name, attribute) => created.get(name)?.attributes?.[attribute],
    condition: (name) => (conditions.has(name) ? conditions.get(name) : decided(name)),
  };
  const conditions = new Map<string, boolean>();
  const deciding = new Set<string>();
  const decided = (name: string): boolean | undefined => {
    if (!Object.hasOwn(template.Conditions ?? {}, name)) return undefined;
    if (deciding.has(name)) throw new TemplateError(`it depends on itself: ${[...deciding, name].join(' → ')}`);
    deciding.add(name);
    const value = within(`condition ${name}`, () => truth(template.Conditions![name], scope)) ?? false;
    deciding.delete(name);
    conditions.set(name, value);
    return value;
  };
  const within = <T>(where: string, work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      problems.push(`${where}: ${error.message}`);
      return undefined;
    }
  };
  const wanted = (where: string, condition: string | undefined) =>
    condition === undefined || within(where, () => truth({ Condition: condition }, scope)) === true;
  for (const [name, condition] of Object.entries(template.Conditions ?? {})) {
    const found = conditionProblems(condition, (parameter) => known.has(parameter));
    problems.push(...found.map((problem) => `condition ${name}: ${problem}`));
    // what is wrong with it is said already
    if (found.length > 0) conditions.set(name, false);
  }
  for (const name of Object.keys(template.Conditions ?? {})) scope.condition(name);
  const resources: Settled['resources'] = new Map();
  for (const [logicalId, resource] of Object.entries(template.Resources ?? {})) {
    if (!wanted(logicalId, resource.Condition)) continue;
    const properties = within(logicalId, () => settleConditions(resource.Properties ?? {}, scope)) ?? {};
    resources.set(logicalId, {
      type: resource.Type,
      properties: properties as Record<string, unknown>,
      dependsOn: [resource.DependsOn ?? []].flat(),
    });
  }
  const outputs = Object.entries(template.Outputs ?? {})
    .filter(([name, output]) => wanted(`output ${name}`, output.Condition))
    .map(([name, output]): [string, unknown] => [name, within(`output ${name}`, () => settleConditions(output.Value, scope))]);
  for (const [name, value] of outputs)
    if (value !== undefined && !isSingle(value)) problems.push(`output ${name}: Value has to be a text, not ${JSON.stringify(value)}`);
  checkReferences(resources, outputs, (name) => known.has(name) || name === 'AWS::NoValue', problems);
  return { resources, outputs, created, scope };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
const urlSuffixes: Record<string, string> = { 'aws-cn': 'amazonaws.com.cn', 'aws-eusc': 'amazonaws.eu' };

function conditionProblems(condition: unknown, isParameter: (name: string) => boolean): string[] {
  const strange = references(condition).filter(({ name, attribute }) => attribute !== undefined || !isParameter(name));
  return [...functionProblems(condition), ...strange.map(({ name }) => `it refers to ${name}, and a condition refers to parameters only`)];
}

/** What is a text, a number or a flag, or will be one. */
function isSingle(value: unknown): boolean {
  return functionOf(value) !== undefined || typeof value !== 'object';
}

function checkReferences(
  resources: Settled['resources'],
  outputs: Settled['outputs'],
  isKnown: (name: string) => boolean,
  problems: string[],
): void {
  const places = [
    ...[...resources].map(([logicalId, { properties }]) => ({ where: logicalId, value: properties as unknown })),
    ...outputs.map(([name, value]) => ({ where: `output ${name}`, value })),
  ];
  for (const { where, value } of places) {
    problems.push(...functionProblems(value).map((problem) => `${where}: ${problem}`));
    for (const { name, attribute } of references(value)) {
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
}
