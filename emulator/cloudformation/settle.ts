import type { AwsPlace } from '../cloud.ts';
import { availabilityZones } from '../services/ec2/availability-zones.ts';
import { Allowance } from './allowance.ts';
import { brief } from './brief.ts';
import { conditionValues } from './conditions.ts';
import { isCustom } from './custom-resource.ts';
import { holdsDynamic } from './dynamic-reference.ts';
import { callsIn, functionOf } from './function-call.ts';
import { references } from './function-problems.ts';
import { truth } from './intrinsics.ts';
import type { Mappings } from './mappings.ts';
import { parameterValues } from './parameters.ts';
import { policiesOf, unsaid } from './policies.ts';
import { referenceProblems, type SettledResource } from './reference-problems.ts';
import type { CreatedResource } from './resource-type.ts';
import { ruleProblems } from './rules.ts';
import { noValue, type Scope } from './scope.ts';
import { settleConditions } from './settle-conditions.ts';
import type { Stored } from './stored-parameters.ts';
import type { Template } from './template.ts';
import { TemplateError } from './template-error.ts';
import { hasExtensions } from './transforms.ts';

/** A template whose parameters and conditions have their values. */
export interface Settled {
  resources: Map<string, SettledResource>;
  outputs: [name: string, value: unknown][];
  created: Map<string, CreatedResource>;
  scope: Scope;
}

/**
 * Gives a template's parameters and conditions their values.
 *
 * @param stored what the parameters' values name in Systems Manager
 * @param problems takes a line for each value that is not allowed and each name that is not there
 */
export function settle(
  place: AwsPlace,
  { template, stack, parameters }: { template: Template; stack: { id: string; name: string }; parameters: Record<string, string> },
  stored: Map<string, Stored>,
  problems: string[],
): Settled {
  const created = new Map<string, CreatedResource>();
  const unfit: string[] = [];
  const values = parameterValues(template, parameters, stored, unfit);
  problems.push(...unfit);
  const parametersOfType = (type: string) =>
    Object.entries(template.Parameters ?? {})
      .filter(([, parameter]) => parameter.Type === type)
      .map(([name]) => values.get(name));
  const known = new Map<string, unknown>([
    ['AWS::AccountId', place.accountId],
    ['AWS::Region', place.region],
    ['AWS::Partition', place.partition],
    ['AWS::URLSuffix', urlSuffixes[place.partition] ?? 'amazonaws.com'],
    ['AWS::StackName', stack.name],
    ['AWS::StackId', stack.id],
    ...values,
  ]);
  // rules about a value that is not there, or not allowed anyway, say nothing
  if (unfit.length === 0) problems.push(...ruleProblems(template.Rules, { parameter: (name) => known.get(name), parametersOfType }));
  // of a parameter without a value tells its own line, and nothing that refers to it
  for (const [name, { Type }] of Object.entries(template.Parameters ?? {}))
    if (!known.has(name)) known.set(name, /^(CommaDelimitedList$|List<)/.test(Type) ? [] : '');
  const isKnown = (name: string) => known.has(name) || name === 'AWS::NoValue';
  const scope: Scope = {
    ref: (name) => known.get(name) ?? created.get(name)?.physicalId,
    attribute: (name, attribute) => {
      const attributes = created.get(name)?.attributes ?? {};
      if (Object.hasOwn(attributes, attribute)) return attributes[attribute];
      if (!created.has(name) || !isCustom(resources.get(name)?.type ?? '')) return undefined;
      const where = `${attribute} attribute in object ${stack.id}|${name}`;
      throw new TemplateError(`CustomResource attribute error: Vendor response doesn't contain ${where}`);
    },
    condition: (name) => conditions(name),
    imported: (name) => place.cloudformation.exports().find(({ Name }) => Name === name)?.Value,
    // of another region CloudFormation gives none
    zones: (region) => (region === '' || region === place.region ? availabilityZones(place.region) : []),
    mappings: (template.Mappings ?? {}) as Mappings,
    extended: hasExtensions(template),
    allowance: new Allowance(),
  };
  const conditions = conditionValues(template.Conditions ?? {}, scope, isKnown, problems);
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
  for (const name of Object.keys(template.Conditions ?? {})) conditions(name);
  const resources: Settled['resources'] = new Map();
  for (const [logicalId, resource] of Object.entries(template.Resources ?? {})) {
    if (!wanted(logicalId, resource.Condition)) continue;
    const properties = (within(logicalId, () => settleConditions(resource.Properties ?? {}, scope)) ?? {}) as Record<string, unknown>;
    const calls = callsIn(properties);
    const dependsOn = [resource.DependsOn ?? []].flat();
    const policies = within(logicalId, () => policiesOf(resource, scope)) ?? unsaid;
    resources.set(logicalId, { type: resource.Type, properties, calls, references: references(calls), dependsOn, ...policies });
  }
  const outputs = Object.entries(template.Outputs ?? {})
    .filter(([name, output]) => wanted(`output ${name}`, output.Condition))
    .map(([name, output]): [string, unknown] => [name, within(`output ${name}`, () => settleConditions(output.Value, scope))]);
  const exports = Object.entries(template.Outputs ?? {}).map(([name, { Export }]): [string, unknown] => [name, Export]);
  problems.push(...referenceProblems(resources, [...outputs, ...exports], scope, isKnown));
  for (const [name, value] of outputs) {
    if (!isSingle(value)) problems.push(`output ${name}: its value has to be a text${value === noValue ? '' : `, not ${brief(value)}`}`);
    if (holdsDynamic(value)) problems.push(`output ${name}: {{resolve:…}} is only for properties of resources`);
  }
  return { resources, outputs, created, scope };
}

/** What is a text, a number or a flag, or will be one; undefined is told of already. */
function isSingle(value: unknown): boolean {
  return functionOf(value) !== undefined || !['object', 'symbol'].includes(typeof value);
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
const urlSuffixes: Record<string, string> = { 'aws-cn': 'amazonaws.com.cn', 'aws-eusc': 'amazonaws.eu' };
