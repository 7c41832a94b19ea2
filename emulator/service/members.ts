import { AwsError } from '../kernel/aws-error.ts';
import type { Operation } from './service.ts';

/**
 * Nothing that a request asks for is dropped silently.
 *
 * @throws AwsError of the code, where a member is given that the operation does not know
 */
export function checkMembers(
  { refuses = [] }: Pick<Operation, 'refuses'>,
  name: string,
  input: unknown,
  code = 'ValidationException',
): void {
  const given = refuses.filter((member) => (input as Record<string, unknown>)[member] !== undefined);
  if (given.length > 0) throw new AwsError(code, `${given.join(', ')} of ${name}: not emulated; docs/api-coverage.md lists what is`);
}
