import type { Change } from '../services/cloudformation/change.ts';
import type { Stack } from '../services/cloudformation/stack.ts';
import { type Difference, knownProperties, shownProperties, type Tagged, unwanted } from './differences.ts';
import { resourceTypes } from './resource-types.ts';
import type { Settled } from './settle.ts';
import type { Template } from './template.ts';
import type { TemplatePlan } from './template-plan.ts';

/**
 * The changes of a stack as a change set shows them: what comes and what changes as the template has it, then what goes.
 *
 * @param held the template that stands
 */
export function shownChanges(
  stack: Stack,
  { order, settled, template }: TemplatePlan,
  found: Map<string, Difference>,
  held: Tagged,
  deletionPolicy: (logicalId: string) => string,
): Change[] {
  const changes = order.flatMap((LogicalResourceId): Change[] => {
    const { kind, changed, fixed, before, after } = found.get(LogicalResourceId)!;
    const ResourceType = settled.resources.get(LogicalResourceId)!.type;
    if (kind === 'same') return [];
    if (kind === 'add') return [{ Action: 'Add', LogicalResourceId, ResourceType, Scope: [], Details: [], AfterContext: context(after) }];
    const isReplaced = kind === 'replace';
    const stays = template.Resources[LogicalResourceId]?.UpdateReplacePolicy === 'Retain';
    return [
      {
        Action: 'Modify',
        LogicalResourceId,
        PhysicalResourceId: stack.resources.get(LogicalResourceId)!.physicalId,
        ResourceType,
        Replacement: isReplaced ? 'True' : 'False',
        ...(isReplaced && { PolicyAction: stays ? 'ReplaceAndRetain' : 'ReplaceAndDelete' }),
        Scope: ['Properties'],
        Details: changed.map((Name) => ({
          Target: {
            Attribute: 'Properties',
            Name,
            RequiresRecreation: fixed.includes(Name) ? 'Always' : 'Never',
            ...changedValue(Name, before?.[Name], after[Name]),
          },
          Evaluation: 'Static',
          ChangeSource: 'DirectModification',
        })),
        BeforeContext: context(before),
        AfterContext: context(after),
      },
    ];
  });
  return [
    ...changes,
    ...unwanted(stack, settled).map((resource): Change => {
      const { logicalId: LogicalResourceId, physicalId: PhysicalResourceId, type: ResourceType } = resource;
      const PolicyAction = deletionPolicy(LogicalResourceId) === 'Delete' ? 'Delete' : 'Retain';
      const BeforeContext = context(knownProperties(held, LogicalResourceId, resourceTypes.get(ResourceType)));
      return { Action: 'Remove', LogicalResourceId, PhysicalResourceId, ResourceType, PolicyAction, Scope: [], Details: [], BeforeContext };
    }),
  ];
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
