import type { AwsPlace } from '../cloud.ts';
import type { StackPlan } from '../services/cloudformation/engine.ts';
import type { ShownParameter } from '../services/cloudformation/shown-parameter.ts';
import type { Stack } from '../services/cloudformation/stack.ts';
import { plan } from './plan.ts';
import { type Settled, settle } from './settle.ts';
import { isStored, type Stored, storedParameters } from './stored-parameters.ts';
import { summaryOf } from './summary.ts';
import { outlineProblems, type Template } from './template.ts';

/** What a stack was made of: all that it takes to know its resources' properties again. */
export interface Source {
  template: Template;
  given: Record<string, string>;
  stored: Map<string, Stored>;
}

/** A template with its parameters' values, and the order in which to make what it declares. */
export interface TemplatePlan extends StackPlan, Source {
  /** The template as it was given. */
  text: () => string;
  settled: Settled;
  order: string[];
}

/** @param problems of its transforms; takes a line for everything else that keeps the template from being deployed */
export async function templatePlan(
  place: AwsPlace,
  stack: Pick<Stack, 'id' | 'name'>,
  { template, text, given }: { template: Template; text: () => string; given: Record<string, string> },
  problems: string[],
): Promise<TemplatePlan> {
  // what such a template says is not what would be deployed
  if (problems.length === 0) problems.push(...outlineProblems(template));
  const stored = await storedParameters(place, template, given);
  const source = { template, given, stored };
  const settled = settle(place, { template, stack, parameters: given }, stored, problems);
  return { ...source, text, settled, order: plan(settled, problems), summary: summaryOf(template), parameters: shownParameters(source) };
}

function shownParameters({ template, given, stored }: Source): ShownParameter[] {
  return Object.entries(template.Parameters ?? {}).map(([name, { Type, Default, NoEcho }]) => {
    const value = String((Object.hasOwn(given, name) ? given[name] : Default) ?? '');
    const found = isStored(Type) ? stored.get(value) : undefined;
    return {
      ParameterKey: name,
      ParameterValue: String(NoEcho) === 'true' ? '****' : value,
      ...(found && 'value' in found && { ResolvedValue: found.value }),
    };
  });
}
