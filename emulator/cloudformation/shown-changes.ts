import type { Change } from '../services/cloudformation/change.ts';
import type { Stack } from '../services/cloudformation/stack.ts';
import { type Altered, causesOf, possibleCausesOf } from './change-causes.ts';
import { type Difference, isFixed, knownProperties, shownProperties, type Tagged, unwanted } from './differences.ts';
import { unsaid } from './policies.ts';
import type { SettledResource } from './reference-problems.ts';
import { resourceTypes } from './resource-types.ts';
import type { Settled } from './settle.ts';
import type { Template } from './template.ts';
import type { TemplatePlan } from './template-plan.ts';

type Details = Change['Details'];

/**
 * The changes of a stack as a change set shows them: what comes and what changes as the template has it, then what goes.
 *
 * @param held the template that stands
 * @param altered the parameters that have other values; takes the resources that change
 */
export function shownChanges(
  stack: Stack,
  { order, settled, template }: TemplatePlan,
  found: Map<string, Difference>,
  held: Tagged,
  altered: Altered,
): Change[] {
  const changes = order.flatMap((LogicalResourceId): Change[] => {
    const difference = found.get(LogicalResourceId)!;
    const { kind, before, after } = difference;
    const resource = settled.resources.get(LogicalResourceId)!;
    const ResourceType = resource.type;
    if (kind === 'add') return [{ Action: 'Add', LogicalResourceId, ResourceType, Scope: [], Details: [], AfterContext: context(after) }];
    const Details = detailsOf(difference, { ...resource, written: template.Resources[LogicalResourceId]?.Properties }, altered);
    if (Details.length === 0) return [];
    const isReplaced = kind === 'replace';
    altered.set(LogicalResourceId, isReplaced ? 'replaced' : 'modified');
    const mayBeReplaced = Details.some(({ Target }) => Target.RequiresRecreation === 'Always');
    const stays = resource.updateReplacePolicy === 'Retain';
    return [
      {
        Action: 'Modify',
        LogicalResourceId,
        PhysicalResourceId: stack.resources.get(LogicalResourceId)!.physicalId,
        ResourceType,
        Replacement: isReplaced ? 'True' : mayBeReplaced ? 'Conditional' : 'False',
        ...(isReplaced && { PolicyAction: stays ? 'ReplaceAndRetain' : 'ReplaceAndDelete' }),
        Scope: ['Properties'],
        Details,
        BeforeContext: context(before),
        AfterContext: context(after),
      },
    ];
  });
  return [
    ...changes,
    ...unwanted(stack, settled).map((resource): Change => {
      const { logicalId: LogicalResourceId, physicalId: PhysicalResourceId, type: ResourceType } = resource;
      const PolicyAction = (held.settled.resources.get(LogicalResourceId) ?? unsaid).deletionPolicy === 'Delete' ? 'Delete' : 'Retain';
      const BeforeContext = context(knownProperties(held, LogicalResourceId, resourceTypes.get(ResourceType)));
      return { Action: 'Remove', LogicalResourceId, PhysicalResourceId, ResourceType, PolicyAction, Scope: [], Details: [], BeforeContext };
    }),
  ];
}

type Written = SettledResource & { written: Record<string, unknown> | undefined };

/** What of a resource changes, and what may change by what it refers to. */
function detailsOf({ changed, fixed, before, after }: Difference, { type, properties, written }: Written, altered: Altered): Details {
  const resourceType = resourceTypes.get(type);
  const names = new Set([...changed, ...Object.keys(properties)]);
  return [...names].flatMap((Name): Details => {
    const isChanged = changed.includes(Name);
    const property = { written: written?.[Name], settled: properties[Name] };
    const causes = isChanged ? causesOf(property, altered) : possibleCausesOf(property, altered);
    const isRecreated = isChanged ? fixed.includes(Name) : isFixed(resourceType, Name, after);
    const Target = {
      Attribute: 'Properties' as const,
      Name,
      RequiresRecreation: isRecreated ? ('Always' as const) : ('Never' as const),
      ...changedValue(Name, before?.[Name], after[Name]),
    };
    return causes.map((cause) => ({ Target, ...cause }));
  });
}

function context(properties: unknown): string {
  return JSON.stringify({ Properties: shownProperties(properties) });
}

/** A property of which nothing is known, as the type, has no place. */
function changedValue(name: string, before: unknown, after: unknown): Partial<Change['Details'][number]['Target']> {
  if (before === undefined && after === undefined) return {};
  return {
    Path: `/Properties/${name}`,
    ...(before !== undefined && { BeforeValue: valueText(before) }),
    ...(after !== undefined && { AfterValue: valueText(after) }),
    AttributeChangeType: before === undefined ? 'Add' : after === undefined ? 'Remove' : 'Modify',
  };
}

function valueText(value: unknown): string {
  const shown = shownProperties(value);
  return typeof shown === 'string' ? shown : JSON.stringify(shown);
}

/** What of a template's outputs can differ. */
export function outputsOf({ outputs }: Settled, template: Template): unknown[] {
  return outputs.map(([name, value]) => [name, value, template.Outputs?.[name]?.Description, template.Outputs?.[name]?.Export]);
}
