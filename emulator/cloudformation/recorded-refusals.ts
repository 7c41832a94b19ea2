import { callProblem } from './function-arguments.ts';
import { callsIn, type FunctionCall } from './function-call.ts';
import { type Reference, references } from './function-problems.ts';
import { evaluate } from './intrinsics.ts';
import { mappingProblems } from './mappings.ts';
import { isNumber } from './parameters.ts';
import type { Settled } from './settle.ts';
import { isStored } from './stored-parameters.ts';
import { resourceAttributes as supportedAttributes, type Template } from './template.ts';
import { TemplateError } from './template-error.ts';
import type { TemplatePlan } from './template-plan.ts';

/** By the function that is given what it does not take. */
const argumentsWanted: Record<string, string> = {
  'Fn::Equals': 'every Fn::Equals object requires a list of 2 string parameters.',
  'Fn::GetAtt': 'every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
  'Fn::Join':
    'every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.',
  'Fn::Select': 'Fn::Select requires a list argument with two elements: an integer index and a list',
  'Fn::Split':
    'every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.',
};

/** Of a resource, those that are not emulated among them. */
const resourceAttributes = [...supportedAttributes, 'CreationPolicy', 'UpdatePolicy'];

/**
 * What AWS was recorded to say of a template that cannot be deployed: one mistake, and seldom its place. Undefined where that is known of
 * none of its mistakes.
 */
export function recordedRefusal(plan: TemplatePlan): string | undefined {
  const { template, settled } = plan;
  return (
    strangeAttribute(template) ??
    unfitMapping(template) ??
    unfitValue(plan) ??
    unfitCall(template, settled) ??
    missingCondition(template) ??
    unresolved(settled) ??
    missingMapping(settled)
  );
}

function strangeAttribute({ Resources }: Template): string | undefined {
  const strange = Object.values(Resources)
    .flatMap(Object.keys)
    .find((name) => !resourceAttributes.includes(name));
  return strange === undefined ? undefined : `Invalid template resource property '${strange}'`;
}

function unfitMapping({ Mappings }: Template): string | undefined {
  const [first] = mappingProblems(Mappings);
  return first?.slice(first.indexOf('Template format error: '));
}

function unfitValue({ template: { Parameters = {} }, given, stored }: TemplatePlan): string | undefined {
  for (const [name, { Type, Default }] of Object.entries(Parameters)) {
    const value = String(Object.hasOwn(given, name) ? given[name] : Default);
    if (Type === 'Number' && !isNumber(value)) return `Parameter '${name}' must be a number.`;
    const found = isStored(Type) ? stored.get(value) : undefined;
    if (found && 'problem' in found) return found.problem;
  }
  return undefined;
}

function unfitCall({ Conditions }: Template, settled: Settled): string | undefined {
  const unfit = [...callsIn(Conditions), ...callsOf(settled)].find(
    ({ name, argument }) => argumentsWanted[name] && callProblem(name, argument, settled.scope.extended),
  );
  return unfit && `Template error: ${argumentsWanted[unfit.name]}`;
}

function callsOf({ resources, outputs }: Settled): FunctionCall[] {
  return [...[...resources.values()].flatMap(({ calls }) => calls), ...callsIn(outputs.map(([, value]) => value))];
}

function missingCondition({ Conditions = {}, Resources, Outputs }: Template): string | undefined {
  const asked = callsIn([Resources, Outputs]).flatMap(({ name, argument }) =>
    name === 'Fn::If' && Array.isArray(argument) ? String(argument[0]) : [],
  );
  const missing = asked.find((name) => !Object.hasOwn(Conditions, name));
  return missing === undefined ? undefined : `Template error: unresolved condition dependency ${missing} in Fn::If`;
}

function unresolved({ resources, outputs, scope }: Settled): string | undefined {
  const isThere = ({ name, attribute }: Reference) =>
    resources.has(name) || (attribute === undefined && (scope.ref(name) !== undefined || name === 'AWS::NoValue'));
  const missing = (referred: Reference[]) => [...new Set(referred.filter((one) => !isThere(one)).map(({ name }) => name))].join(', ');
  const ofResources = missing(
    [...resources.values()].flatMap(({ references: referred, dependsOn }) => [
      ...referred,
      ...dependsOn.filter((name) => !resources.has(name)).map((name) => ({ name, attribute: '' })),
    ]),
  );
  if (ofResources) return `Template format error: Unresolved resource dependencies [${ofResources}] in the Resources block of the template`;
  const ofOutputs = missing(references(callsIn(outputs.map(([, value]) => value))));
  return ofOutputs ? `Unresolved resource dependencies [${ofOutputs}] in the Outputs block of the template` : undefined;
}

function missingMapping(settled: Settled): string | undefined {
  for (const call of callsOf(settled)) {
    const words = call.name === 'Fn::FindInMap' && lookupRefusal(call, settled.scope);
    if (words) return words;
  }
  return undefined;
}

function lookupRefusal({ name, argument }: FunctionCall, scope: Settled['scope']): string | undefined {
  if (callProblem(name, argument, scope.extended)) return undefined;
  try {
    evaluate({ [name]: argument }, scope);
    return undefined;
  } catch (error) {
    if (error instanceof TemplateError) return error.recorded;
    throw error;
  }
}
