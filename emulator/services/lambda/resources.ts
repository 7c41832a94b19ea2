import { arnOf, qualifiedArnOf, qualifierIn } from './function-name.ts';
import type { LambdaPlace } from './state.ts';

export function onFunction({ FunctionName }: { FunctionName: string }, place: LambdaPlace): string[] {
  return [arnOf(place, FunctionName)];
}

interface Qualified {
  FunctionName: string;
  Qualifier?: string;
}

/** A version or an alias is a resource of its own: who may act on the function may not on it ("Fine-tuning the Resources and Conditions sections of policies"). */
export function onQualified({ FunctionName, Qualifier }: Qualified, place: LambdaPlace): string[] {
  return [qualifiedArnOf(place, FunctionName, Qualifier)];
}

/** The same; `$LATEST` is the function itself. */
export function onInvoked(input: Qualified, place: LambdaPlace): string[] {
  return qualifierIn(input.FunctionName, input.Qualifier) === '$LATEST' ? [arnOf(place, input.FunctionName)] : onQualified(input, place);
}
