import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { bytes, dataLimit } from '../data-limit.ts';

export const sendTaskSuccess: Operation<{ taskToken: string; output: string }> = ({ taskToken, output }, { world }) => {
  const task = world.states.tokens.waiting(taskToken);
  const invalid = (why: string) => new AwsError('InvalidOutput', `Invalid Output: '${why}'`);
  if (bytes(output) > dataLimit) throw invalid(`the output exceeds ${dataLimit} bytes`);
  let value: unknown;
  try {
    value = JSON.parse(output);
  } catch (error) {
    throw invalid((error as Error).message);
  }
  task.succeed(value);
  world.states.tokens.close(taskToken);
  return {};
};
