import type { AwsPlace } from '../cloud.ts';
import { AwsError } from '../kernel/aws-error.ts';
import type { Change } from '../services/cloudformation/change.ts';
import type { StackEngine, StackRequest, TemplateSummary } from '../services/cloudformation/engine.ts';
import type { Stack } from '../services/cloudformation/stack.ts';
import { bundleInBucket } from './bundle-in-bucket.ts';
import { makeResource, takeOutputs } from './creation.ts';
import { deleteResources } from './deletion.ts';
import type { CodeLocation } from './resource-type.ts';
import type { StackResponses } from './stack-responses.ts';
import { StackFailure, type StackRun, settledStack } from './stack-run.ts';
import { readForStack, summaryOf } from './summary.ts';
import { type Source, type TemplatePlan, templatePlan } from './template-plan.ts';

/** How a stack is made at the start, where not as AWS does it. */
export interface Manner {
  artifact: (code: CodeLocation) => Uint8Array;
  /** Whether resources take no time. */
  atOnce: true;
}

/** Makes and deletes the stacks of a place. */
export class Engine implements StackEngine<TemplatePlan> {
  readonly #place: AwsPlace;
  readonly #responses: StackResponses;
  readonly #sources = new WeakMap<Stack, Source>();
  readonly #makings = new WeakMap<Stack, Map<string, number>>();

  constructor(place: AwsPlace, responses: StackResponses) {
    this.#place = place;
    this.#responses = responses;
  }

  summary(text: string): TemplateSummary {
    return summaryOf(readForStack(text));
  }

  async plan(stack: Pick<Stack, 'id' | 'name'>, { text, given }: StackRequest): Promise<TemplatePlan> {
    const problems: string[] = [];
    const plan = await templatePlan(this.#place, stack, readForStack(text), given, problems);
    if (problems.length > 0) throw new AwsError('ValidationError', `Template error: ${problems.join('\n')}`);
    return plan;
  }

  changes(_stack: Stack, { order, settled }: TemplatePlan): Change[] {
    return order.map((LogicalResourceId) => ({
      Action: 'Add',
      LogicalResourceId,
      ResourceType: settled.resources.get(LogicalResourceId)!.type,
      Scope: [],
      Details: [],
    }));
  }

  differs(): boolean {
    return true;
  }

  update(): Promise<void> {
    throw new AwsError('ValidationError', 'Updates of stacks are not emulated; docs/api-coverage.md lists what is');
  }

  /** Makes a stack, or leaves it as its settings say where something cannot be made. @returns what stopped it */
  async create(stack: Stack, plan: TemplatePlan, manner?: Manner): Promise<StackFailure | undefined> {
    const failure = await this.#make(stack, plan, manner);
    if (failure) await this.#undo(stack, failure, manner);
    return failure;
  }

  async #undo(stack: Stack, failure: StackFailure, manner?: Manner): Promise<void> {
    const { onFailure } = stack.settings;
    const why = failure.resource ? `The following resource(s) failed to create: [${failure.resource.logicalId}]. ` : `${failure.message}. `;
    if (onFailure === 'DO_NOTHING') return stack.become('CREATE_FAILED', why);
    if (onFailure === 'DELETE') {
      stack.become('DELETE_IN_PROGRESS', `${why}Delete requested by user.`);
      return this.delete(stack, [], manner);
    }
    await this.#rollBack(stack, `${why}Rollback requested by user.`, manner);
  }

  async #make(stack: Stack, plan: TemplatePlan, manner?: Manner): Promise<StackFailure | undefined> {
    const { template, given, stored, order } = plan;
    this.#sources.set(stack, { template, given, stored });
    Object.assign(stack, { parameters: plan.parameters, description: plan.summary.description });
    const run = this.#run(stack, manner);
    const begun = this.#place.clock.now();
    const { timeoutInMinutes = Number.POSITIVE_INFINITY } = stack.settings;
    try {
      for (const logicalId of order) {
        if (this.#place.clock.now() - begun > timeoutInMinutes * 60_000)
          throw new StackFailure([`Stack creation time exceeded the specified timeout`]);
        await makeResource(run, plan, logicalId);
      }
      takeOutputs(run, plan);
    } catch (error) {
      if (error instanceof StackFailure) return error;
      throw error;
    }
    stack.become('CREATE_COMPLETE');
    return undefined;
  }

  async #rollBack(stack: Stack, why: string, manner?: Manner): Promise<void> {
    stack.become('ROLLBACK_IN_PROGRESS', why);
    const failed = await this.#deleteAll(stack, (logicalId) => this.#policy(stack, logicalId) === 'Retain', manner);
    stack.outputs = [];
    if (failed.length > 0) stack.become('ROLLBACK_FAILED', failedToDelete(failed));
    else stack.become('ROLLBACK_COMPLETE');
  }

  async delete(stack: Stack, retained: string[], manner?: Manner): Promise<void> {
    const stays = (logicalId: string) =>
      retained.includes(logicalId) || ['Retain', 'RetainExceptOnCreate'].includes(this.#policy(stack, logicalId));
    const failed = await this.#deleteAll(stack, stays, manner);
    if (failed.length > 0) return stack.become('DELETE_FAILED', failedToDelete(failed));
    stack.outputs = [];
    stack.become('DELETE_COMPLETE');
    stack.deletedAt = this.#place.clock.date();
  }

  async #deleteAll(stack: Stack, isRetained: (logicalId: string) => boolean, manner?: Manner): Promise<string[]> {
    const source = this.#sources.get(stack);
    if (!source) return []; // only reviewed: nothing was made
    return deleteResources(this.#run(stack, manner), settledStack(this.#place, stack, source), isRetained);
  }

  #policy(stack: Stack, logicalId: string): string {
    return this.#sources.get(stack)?.template.Resources[logicalId]?.DeletionPolicy ?? 'Delete';
  }

  #run(stack: Stack, manner?: Manner): StackRun {
    const place = this.#place;
    const makings = this.#makings.get(stack) ?? new Map<string, number>();
    this.#makings.set(stack, makings);
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
      makings,
    };
  }
}

function failedToDelete(failed: string[]): string {
  return `The following resource(s) failed to delete: [${failed.join(', ')}]. `;
}
