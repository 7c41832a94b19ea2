import { AwsError } from '../../kernel/aws-error.ts';
import type { ChangeSet } from './change-set.ts';
import type { StackEngine } from './engine.ts';
import type { CloudFormationNeeds } from './needs.ts';
import { invalid, noChangeSet } from './refusals.ts';
import { Stack } from './stack.ts';
import type { StackSettings } from './stack-settings.ts';

export interface CloudFormationPlace extends CloudFormationNeeds {
  readonly cloudformation: CloudFormationState;
}

/** AWS shows a deleted stack for so long, to whoever knows its id. */
const remembered = 90 * 24 * 3600 * 1000;

/** The stacks of a place. */
export class CloudFormationState {
  readonly engine: StackEngine;
  readonly #place: CloudFormationNeeds;
  /** By id, oldest first. */
  readonly #stacks = new Map<string, Stack>();
  /** How many stacks have ever had a name. */
  readonly #begun = new Map<string, number>();

  constructor(place: CloudFormationNeeds, engine: StackEngine) {
    this.#place = place;
    this.engine = engine;
  }

  /** Oldest first; those that are deleted, too, for a while. */
  all(): Stack[] {
    const since = this.#place.clock.now() - remembered;
    for (const { id, deletedAt } of this.#stacks.values()) if (deletedAt && deletedAt.getTime() < since) this.#stacks.delete(id);
    return [...this.#stacks.values()];
  }

  /** A stack by its name, where it is not deleted, or by its id. */
  find(reference: string): Stack | undefined {
    if (reference.startsWith('arn:')) return this.#stacks.get(reference);
    return this.all().find(({ name, deletedAt }) => name === reference && !deletedAt);
  }

  /** @throws AwsError ValidationError */
  stack(reference: string): Stack {
    const stack = this.find(reference);
    if (!stack) throw invalid(`Stack with id ${reference} does not exist`);
    return stack;
  }

  /** The stack that something that was made belongs to: the one that has it, or the last one that had it. */
  holderOf(physicalId: string): Stack | undefined {
    const had = this.all().filter(({ resources }) => [...resources.values()].some((one) => one.physicalId === physicalId));
    return had.findLast(({ deletedAt }) => !deletedAt) ?? had.at(-1);
  }

  /** A new stack, of which nothing is told yet. */
  begin(name: string, settings: StackSettings): Stack {
    const before = this.#begun.get(name) ?? 0;
    const stack = new Stack(this.#place, this.nextId(name), name, before, settings);
    this.#begun.set(name, before + 1);
    this.#stacks.set(stack.id, stack);
    return stack;
  }

  /** The id that the next stack of a name gets. */
  nextId(name: string): string {
    const before = this.#begun.get(name) ?? 0;
    return this.#place.arn('cloudformation', `stack/${name}/${this.#place.random.uuid('stack', name, ...(before > 0 ? [before] : []))}`);
  }

  /** @throws AwsError ValidationError, ChangeSetNotFound */
  changeSet({ ChangeSetName, StackName }: { ChangeSetName: string; StackName?: string }): { stack: Stack; changeSet: ChangeSet } {
    const byArn = ChangeSetName.startsWith('arn:');
    if (!byArn && StackName === undefined) throw invalid('StackName must be specified if ChangeSetName is not specified as an ARN.');
    const named = StackName === undefined ? undefined : this.find(StackName);
    if (!byArn && !named) throw invalid(`Stack [${StackName}] does not exist`);
    for (const stack of named ? [named] : this.all()) {
      // a name may be that of one that was executed before, too
      const changeSet = [...stack.changeSets.values()].findLast(({ id, name }) => (byArn ? id : name) === ChangeSetName);
      if (changeSet) return { stack, changeSet };
    }
    throw noChangeSet(ChangeSetName);
  }

  /** The values that others may take, by name. */
  exports(): { ExportingStackId: string; Name: string; Value: string }[] {
    return this.all()
      .filter(({ deletedAt }) => !deletedAt)
      .flatMap(({ id, outputs }) =>
        outputs.flatMap(({ ExportName, OutputValue }) =>
          ExportName === undefined ? [] : [{ ExportingStackId: id, Name: ExportName, Value: OutputValue }],
        ),
      );
  }

  /** The names of the stacks that take an export. */
  importers(name: string): string[] {
    return this.all()
      .filter(({ imports, deletedAt }) => !deletedAt && imports.includes(name))
      .map((stack) => stack.name);
  }

  /** What a stack does goes on by itself. What nobody foresaw is told on the stack. */
  inBackground(stack: Stack, work: Promise<unknown>): void {
    work.catch((error: Error) => {
      if (error instanceof AwsError) stack.become(stack.status.replace(/_IN_PROGRESS$/, '_FAILED'), error.message);
      else stack.become(stack.status.replace(/_IN_PROGRESS$/, '_FAILED'), `The local AWS failed: ${error.stack ?? error.message}`);
    });
  }
}
