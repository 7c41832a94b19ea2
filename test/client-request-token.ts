import { randomUUID } from 'node:crypto';
import type { Model } from '../emulator/models/model.ts';

/** Where none is given, a token as an SDK makes it by itself: values of secrets come with one. */
export function withToken<Input extends object>({ shapes, operations }: Model, operation: string, input: Input): Input {
  const wanted = shapes[operations[operation]?.input ?? '']?.members?.ClientRequestToken;
  return wanted ? { ClientRequestToken: randomUUID(), ...input } : input;
}
