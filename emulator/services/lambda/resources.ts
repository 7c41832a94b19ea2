import { arnOf, qualifierIn } from './function-name.ts';
import type { LambdaPlace } from './state.ts';

export function onFunction({ FunctionName }: { FunctionName: string }, place: LambdaPlace): string[] {
  return [arnOf(place, FunctionName)];
}

/** A version is a resource of its own: who may invoke the function may not invoke it ("Lambda resources to include in policies"). */
export function onInvoked({ FunctionName, Qualifier }: { FunctionName: string; Qualifier?: string }, place: LambdaPlace): string[] {
  const arn = arnOf(place, FunctionName);
  return [qualifierIn(FunctionName, Qualifier) === '1' ? `${arn}:1` : arn];
}
