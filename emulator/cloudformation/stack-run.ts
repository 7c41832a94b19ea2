import type { AwsPlace } from '../cloud.ts';
import type { Stack, StackResource } from '../services/cloudformation/stack.ts';
import { generatedName } from './generated-name.ts';
import { evaluate } from './intrinsics.ts';
import type { CodeLocation, Deployment } from './resource-type.ts';
import { type Settled, settle } from './settle.ts';
import type { StackResponses } from './stack-responses.ts';
import type { Source, TemplatePlan } from './template-plan.ts';

/** Something done to a stack, resource by resource. */
export interface StackRun {
  readonly place: AwsPlace;
  readonly stack: Stack;
  readonly responses: StackResponses;
  /** The bytes of the zip that a function's code names. */
  artifact(code: CodeLocation): Uint8Array;
  /** Lets the time pass that a resource takes. */
  pace(logicalId: string, what: string): Promise<void>;
  readonly remembered: Remembered;
}

/** What there is to know of a stack beside what CloudFormation shows of it. */
export interface Remembered {
  /** What it was made of; nothing while it is only reviewed. */
  source: Source;
  /** Its creation, while that is under way. */
  making?: Promise<void>;
  /** How often each of its resources was made. */
  readonly makings: Map<string, number>;
}

/** What a stack is made of before it is made, and when it is gone. */
export const nothing: Source = { template: { Resources: {} }, given: {}, stored: new Map() };

/** What keeps a stack from going on. */
export class StackFailure extends Error {
  /** Of the resource that failed; undefined where it was none. */
  readonly resource?: StackResource;
  readonly problems: string[];
  /** What failed beside it. */
  readonly others: StackFailure[] = [];

  constructor(problems: string[], resource?: StackResource) {
    super(problems.join('\n'));
    this.problems = problems;
    this.resource = resource;
  }

  with(others: StackFailure[]): this {
    this.others.push(...others);
    return this;
  }

  /** In CloudFormation's words, for the events of the stack. */
  get reason(): string {
    const failed = [this, ...this.others].flatMap(({ resource }) => resource ?? []);
    if (failed.length === 0) return this.message;
    const named = (isNew: boolean) =>
      failed.filter(({ status }) => (status === 'CREATE_FAILED') === isNew).map(({ logicalId }) => logicalId);
    const told = (how: string, names: string[]) =>
      names.length > 0 ? `The following resource(s) failed to ${how}: [${names.join(', ')}]. ` : '';
    return told('create', named(true)) + told('update', named(false));
  }
}

/** From now on, the stack is of this template. */
export function adopt({ stack, remembered }: StackRun, { template, given, stored, parameters, summary, text }: TemplatePlan): void {
  remembered.source = { template, given, stored };
  Object.assign(stack, { given, parameters, description: summary.description, templateText: text });
}

export function deploymentOf({ place, stack, artifact, remembered }: StackRun, logicalId: string): Deployment {
  const again = [stack.ordinal, remembered.makings.get(logicalId) ?? 0];
  return {
    place,
    stackName: stack.name,
    stackId: stack.id,
    logicalId,
    generatedName: (most) => generatedName(place.random, stack.name, logicalId, most, again.some((count) => count > 0) ? again : []),
    artifact,
  };
}

/** What a stack's template says, evaluated for the resources that stand. */
export function settledStack({ place, stack, remembered }: StackRun): Settled {
  const { template, given, stored } = remembered.source;
  const settled = settle(place, { template, stack, parameters: given }, stored, []);
  for (const [logicalId, { physicalId, arn, attributes }] of stack.resources)
    if (physicalId !== '') settled.created.set(logicalId, { physicalId, arn, attributes });
  return settled;
}

/** A resource's properties, as far as what they refer to stands. */
export function propertiesOf({ resources, scope }: Settled, logicalId: string): Record<string, unknown> {
  return evaluate(resources.get(logicalId)?.properties ?? {}, scope) as Record<string, unknown>;
}
