import { isDeepStrictEqual } from 'node:util';
import type { AwsPlace } from '../cloud.ts';
import { AwsError } from '../kernel/aws-error.ts';
import type { PlannedChanges, StackEngine, StackRequest, TemplateSummary } from '../services/cloudformation/engine.ts';
import type { Stack } from '../services/cloudformation/stack.ts';
import type { StackSettings } from '../services/cloudformation/stack-settings.ts';
import { bundleInBucket } from './bundle-in-bucket.ts';
import { alteredParameters } from './change-causes.ts';
import { createStack } from './create-stack.ts';
import { deleteStack } from './delete-stack.ts';
import { differences, unchangeable } from './differences.ts';
import { recordedRefusal } from './recorded-refusals.ts';
import type { CodeLocation } from './resource-type.ts';
import { outputsOf, shownChanges } from './shown-changes.ts';
import type { StackResponses } from './stack-responses.ts';
import { nothing, type Remembered, type StackFailure, type StackRun, settledStack } from './stack-run.ts';
import { readForStack, summaryOf } from './summary.ts';
import { type TemplatePlan, templatePlan } from './template-plan.ts';
import { transformProblems } from './transforms.ts';
import { updateStack } from './update-stack.ts';

/** How a stack is made at the start, where not as AWS does it. */
export interface Manner {
  artifact: (code: CodeLocation) => Uint8Array;
  /** Whether resources take no time. */
  atOnce: true;
}

/** Makes, changes and deletes the stacks of a place. */
export class Engine implements StackEngine<TemplatePlan> {
  readonly #place: AwsPlace;
  readonly #responses: StackResponses;
  readonly #remembered = new WeakMap<Stack, Remembered>();

  constructor(place: AwsPlace, responses: StackResponses) {
    this.#place = place;
    this.#responses = responses;
  }

  summary(text: string): TemplateSummary {
    return summaryOf(readForStack(text));
  }

  async plan(stack: Pick<Stack, 'id' | 'name'>, { text, given }: StackRequest): Promise<TemplatePlan> {
    const template = readForStack(text);
    const problems = transformProblems(template);
    const isWhole = problems.length === 0;
    const plan = await templatePlan(this.#place, stack, { template, text: () => text, given }, problems);
    if (problems.length === 0) return plan;
    throw new AwsError('ValidationError', (isWhole && recordedRefusal(plan)) || `Template error: ${told(problems)}`);
  }

  changes(stack: Stack, plan: TemplatePlan, tags: StackSettings['tags']): PlannedChanges {
    const run = this.#run(stack);
    const settled = settledStack(run);
    const held = { settled, tags: stack.settings.tags };
    const found = differences(stack, plan.order, held, { settled: plan.settled, tags });
    const problems = unchangeable(found, plan.settled);
    if (problems.length > 0) throw new AwsError('ValidationError', problems.join('\n'));
    const altered = alteredParameters(run.remembered.source, plan);
    const outputs = outputsOf(settled, run.remembered.source.template);
    return {
      resources: shownChanges(stack, plan, found, held, altered),
      outputsDiffer: !isDeepStrictEqual(outputs, outputsOf(plan.settled, plan.template)),
    };
  }

  create(stack: Stack, plan: TemplatePlan, manner?: Manner): Promise<StackFailure | undefined> {
    return createStack(this.#run(stack, manner), plan);
  }

  update(stack: Stack, plan: TemplatePlan, settings: StackSettings, manner?: Manner): Promise<StackFailure | undefined> {
    return updateStack(this.#run(stack, manner), plan, settings);
  }

  delete(stack: Stack, retained: string[], manner?: Manner): Promise<void> {
    return deleteStack(this.#run(stack, manner), retained);
  }

  #run(stack: Stack, manner?: Manner): StackRun {
    const place = this.#place;
    const remembered = this.#remembered.get(stack) ?? {
      source: nothing,
      makings: new Map(),
    };
    this.#remembered.set(stack, remembered);
    return {
      place,
      stack,
      responses: this.#responses,
      artifact: manner?.artifact ?? ((code) => bundleInBucket(place, code)),
      pace: async (logicalId, what) => {
        if (manner) return;
        const seconds = place.duration('changeStackResource', stack.id, logicalId, what, stack.events.length);
        await place.clock.sleep(seconds, `${logicalId} of stack ${stack.name}`);
      },
      remembered,
    };
  }
}

/** As many are told. */
const mostProblems = 100;

function told(problems: string[]): string {
  const more = problems.length - mostProblems;
  return [...problems.slice(0, mostProblems), ...(more > 0 ? [`… and ${more} more`] : [])].join('\n');
}
