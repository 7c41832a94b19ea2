import { AwsError } from '../../kernel/aws-error.ts';
import { invalidParameter } from './refusals.ts';

const rule = 'can only include alphanumeric characters, hyphens, or underscores';

/** @throws AwsError InvalidParameterValueException, UnsupportedOperation for a FIFO queue that has a right name */
export function checkQueueName(name: string, fifo: boolean): void {
  if (fifo && /^[a-zA-Z0-9_-]{1,75}\.fifo$/.test(name))
    throw new AwsError('UnsupportedOperation', 'FIFO queues are not emulated; docs/api-coverage.md lists what is');
  if (fifo) throw invalidParameter(`The name of a FIFO queue ${rule}, must end with .fifo suffix and be 1 to 80 in length.`);
  if (!/^[a-zA-Z0-9_-]{1,80}$/.test(name)) throw invalidParameter(`C${rule.slice(1)}. 1 to 80 in length`);
}
