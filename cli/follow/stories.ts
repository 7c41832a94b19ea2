import { DescribeStateMachineCommand, DescribeStateMachineForExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { machineOf } from './phases.ts';
import { Story } from './story.ts';

/** A phase of a whole run, whichever machine it belongs to. */
export interface Chapter {
  machine: string;
  words: string;
}

/** The stories of executions that are followed, read once each. A definition that may not be read leaves the states' names. */
export class Stories {
  readonly #sfn: SFNClient;
  readonly #known = new Map<string, Promise<Story>>();

  constructor(sfn: SFNClient) {
    this.#sfn = sfn;
  }

  /** The story of the machine as it was when the execution started. */
  of(executionArn: string): Promise<Story> {
    return this.#once(executionArn, () => this.#sfn.send(new DescribeStateMachineForExecutionCommand({ executionArn })));
  }

  /** The phases that a run goes through where nothing fails, in order, those of the machines that it starts included. */
  async chapters(executionArn: string): Promise<Chapter[]> {
    return this.#chapters(await this.of(executionArn), [machineOf(executionArn)]);
  }

  /** @param within the machines around the story, and its own: one that starts any of them again tells nothing new */
  async #chapters(story: Story, within: string[]): Promise<Chapter[]> {
    const machine = within.at(-1)!;
    const parts = await Promise.all(
      story.outline().map(async (part): Promise<Chapter[]> => {
        if ('words' in part) return [{ machine, ...part }];
        const { machine: stateMachineArn } = part;
        const name = machineOf(stateMachineArn);
        if (within.includes(name)) return [];
        const child = await this.#once(stateMachineArn, () => this.#sfn.send(new DescribeStateMachineCommand({ stateMachineArn })));
        return this.#chapters(child, [...within, name]);
      }),
    );
    return parts.flat();
  }

  #once(arn: string, describe: () => Promise<{ definition?: string }>): Promise<Story> {
    const known =
      this.#known.get(arn) ??
      describe().then(
        ({ definition }) => new Story(definition),
        () => new Story(),
      );
    this.#known.set(arn, known);
    return known;
  }
}
