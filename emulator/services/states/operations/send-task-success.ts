import { AwsError } from '../../../kernel/aws-error.ts';
import { readJson } from '../../../kernel/read-json.ts';
import type { Operation } from '../../../service/service.ts';
import { bytes, dataLimit } from '../data-limit.ts';
import { onToken } from '../resources.ts';
import type { StatesPlace } from '../state.ts';

export const sendTaskSuccess: Operation<{ taskToken: string; output: string }, StatesPlace> = {
  resources: onToken,
  run({ taskToken, output }, { place }) {
    const task = place.states.tokens.waiting(taskToken);
    const invalid = (why: string) => new AwsError('InvalidOutput', `Invalid Output: '${why}'`);
    if (bytes(output) > dataLimit) throw invalid(`the output exceeds ${dataLimit} bytes`);
    let value: unknown;
    try {
      value = readJson(output);
    } catch (error) {
      throw invalid((error as Error).message);
    }
    task.succeed(value);
    place.states.tokens.close(taskToken);
    return {};
  },
};
