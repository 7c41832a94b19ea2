import { arnOf } from './function-name.ts';
import type { LambdaPlace } from './state.ts';

export function onFunction({ FunctionName }: { FunctionName: string }, place: LambdaPlace): string[] {
  return [arnOf(place, FunctionName)];
}
