import { AwsError } from '../../kernel/aws-error.ts';
import type { Operation } from '../../service/service.ts';
import type { Ec2Place } from './state.ts';

// biome-ignore lint/suspicious/noExplicitAny: each operation names the members that it reads
type Operations = Record<string, Operation<any, Ec2Place>>;

/** With DryRun a request ends, allowed or not, before anything is done; that it is allowed is said as an error (API reference). */
export function withDryRun(operations: Operations): Operations {
  return Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [
      name,
      {
        ...operation,
        run(input: { DryRun?: boolean }, call) {
          if (input.DryRun) throw new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', { status: 412 });
          return operation.run(input, call);
        },
      } satisfies Operations[string],
    ]),
  );
}
