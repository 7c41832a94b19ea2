import { invalid } from './refusals.ts';
import type { Stack } from './stack.ts';

const updatable = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'];

export function isUpdatable({ status }: Stack): boolean {
  return updatable.includes(status);
}

/** @throws AwsError ValidationError where a stack is not in a state to be changed */
export function checkUpdatable(stack: Stack): void {
  if (!isUpdatable(stack)) throw invalid(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`);
}
