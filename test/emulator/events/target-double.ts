import { onTestFinished } from 'vitest';
import { type AwsPlace, services } from '../../../emulator/cloud.ts';
import type { Call, Operation } from '../../../emulator/service/service.ts';

/** Puts another operation in a service's place for one test, and keeps what it was asked. */
export function double(model: string, operation: string, answer: Operation<any, AwsPlace>['run']): { input: any; call: Call<AwsPlace> }[] {
  const asked: { input: any; call: Call<AwsPlace> }[] = [];
  const { operations } = services.get(model)!;
  const original = operations[operation];
  operations[operation] = {
    ...original,
    run(input, call) {
      asked.push({ input, call });
      return answer(input, call);
    },
  };
  onTestFinished(() => {
    if (original) operations[operation] = original;
    else delete operations[operation];
  });
  return asked;
}
