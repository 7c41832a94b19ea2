import { AwsError } from '../../kernel/aws-error.ts';

const lost = '__proto__';

/** @throws AwsError ValidationException where a table or an attribute has the one name that dynalite would leave out without a word */
export function refuseName(operation: string, input: object): void {
  const pending: unknown[] = [input];
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (Object.hasOwn(value, lost))
      throw new AwsError('ValidationException', `The name ${lost} in ${operation}: not emulated; docs/api-coverage.md lists what is`);
    for (const member of Object.values(value)) pending.push(member);
  }
}
