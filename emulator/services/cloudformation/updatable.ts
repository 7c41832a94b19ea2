import type { AwsError } from '../../kernel/aws-error.ts';
import { invalid } from './refusals.ts';
import type { Stack } from './stack.ts';

const updatable = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'];

export function isUpdatable({ status }: Stack): boolean {
  return updatable.includes(status);
}

/** @throws AwsError ValidationError where a stack is not in a state to be changed */
export function checkUpdatable(stack: Stack): void {
  if (!isUpdatable(stack)) throw notUpdatable(stack);
}

export function notUpdatable({ id, status }: Stack): AwsError {
  return invalid(`Stack:${id} is in ${status} state and can not be updated.`);
}
