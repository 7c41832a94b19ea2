import type { Operation } from '../../../service/service.ts';
import type { StatesPlace } from '../state.ts';
import { findingsIn } from '../validation/definition.ts';

interface Input {
  definition: string;
  type?: string;
  maxResults?: number;
}

const usual = 100;

/** Nothing here is worth a warning only. @throws AwsError ValidationException */
export const validateStateMachineDefinition: Operation<Input, StatesPlace> = {
  ignores: ['severity'],
  run({ definition, type = 'STANDARD', maxResults }) {
    const found = findingsIn(definition, type);
    const diagnostics = found.slice(0, maxResults || usual).map(({ code, message, path }) => ({
      severity: 'ERROR',
      code,
      message,
      location: path,
    }));
    return { result: found.length > 0 ? 'FAIL' : 'OK', diagnostics, truncated: diagnostics.length < found.length };
  },
};
