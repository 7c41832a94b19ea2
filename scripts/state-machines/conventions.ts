import { existsSync } from 'node:fs';
import { errorNames } from '../../core/errors/error-table.ts';
import { functionNames } from '../../emulator/services/states/jsonata/quick.ts';
import { kebab } from '../../infrastructure/names.ts';
import { allStates, type Definition, type State } from '../../infrastructure/state-machines/definition.ts';
import { deadBranches } from './dead-branches.ts';

/** What a state matches on beside the names of ours. */
const knownErrors = new Set<string>([
  ...errorNames,
  'States.ALL',
  'States.Timeout',
  'States.TaskFailed',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
  'Lambda.ResourceConflictException',
  'Lambda.ResourceNotReadyException',
  'Lambda.KMSAccessDeniedException',
  'Lambda.KMSDisabledException',
  'Lambda.KMSInvalidStateException',
  'Lambda.KMSNotFoundException',
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.Unknown',
  'Runtime.ExitError',
  'Sandbox.Timedout',
]);
/** Errors of other services that a Retry names. */
const serviceError = /^(ECS|SNS|EventBridge|StepFunctions)\.[A-Z]\w+$/;

/** Where a definition that is written out departs from the project's own conventions. */
export function departures(definition: Definition): string[] {
  return allStates(definition).flatMap(([name, state]) => ofState(name, state).map((found) => `${name}: ${found}`));
}

function ofState(name: string, state: State): string[] {
  const found: string[] = [];
  if (!state.Comment) found.push('has no Comment that says why');
  if (state.Type === 'Task') {
    if (!state.TimeoutSeconds) found.push('has no TimeoutSeconds');
    if (!state.Retry) found.push('has no Retry');
    if (!/^([A-Z][a-z0-9]*)+( \(.+\))?$/.test(name)) found.push('a Task is named like its function: CreateHsm, or CreateHsm (where)');
    if (state.Resource?.includes('lambda:invoke')) found.push(...ofFunction(name, state));
  }
  if (state.Type === 'Choice') {
    if (!name.endsWith('?')) found.push('a Choice asks: its name ends with ?');
    found.push(...deadBranches(state));
  }
  if (state.Type === 'Wait' && !name.startsWith('Wait for ')) found.push('a Wait says what for');
  const named = [...(state.Retry ?? []), ...(state.Catch ?? [])].flatMap(({ ErrorEquals }) => ErrorEquals);
  found.push(
    ...named.filter((error) => !knownErrors.has(error) && !serviceError.test(error)).map((error) => `unknown error name ${error}`),
  );
  const hiding = Object.keys(state.Assign ?? {}).filter((variable) => functionNames.has(variable));
  found.push(...hiding.map((variable) => `its variable ${variable} hides the function $${variable}`));
  if (holdsNull(state)) found.push('holds null, which a template loses: write {% null %}');
  return found;
}

function holdsNull(value: unknown): boolean {
  return value === null || (typeof value === 'object' && Object.values(value).some(holdsNull));
}

/** State name = function name = file name; a second use says where in parentheses. */
function ofFunction(name: string, state: State): string[] {
  const pascal = name.replace(/ \(.*\)$/, '');
  const file = `functions/${kebab(pascal)}.ts`;
  const called = typeof state.Arguments === 'object' ? state.Arguments.FunctionName : undefined;
  return [
    ...(existsSync(file) ? [] : [`there is no ${file}`]),
    ...(called === `\${${pascal}Function}` ? [] : [`calls ${called}, not ${pascal}Function`]),
  ];
}
