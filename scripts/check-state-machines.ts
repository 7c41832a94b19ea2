import { existsSync } from 'node:fs';
import aslValidator from 'asl-validator';
import { errorNames } from '../core/errors/error-table.ts';
import { shadowedVariables } from '../emulator/states/validation/variables.ts';
import { allStates, type Definition, type State } from '../infrastructure/state-machines/definition.ts';
import { expandedDefinitions } from '../infrastructure/state-machines/retry-policies.ts';

/** Holds the state machines to the language and to the project's own conventions; says what departs, and exits 1 for it. */
const knownErrors = new Set<string>([
  ...errorNames,
  'States.ALL',
  'States.Timeout',
  'States.TaskFailed',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.Unknown',
  'Runtime.ExitError',
  'Sandbox.Timedout',
]);
/** Errors of other services that a Retry names. */
const serviceError = /^(ECS|SNS|EventBridge|StepFunctions)\.[A-Z]\w+$/;

const findings = [...expandedDefinitions()].flatMap(([name, machine]) =>
  checkMachine(name, machine).map((finding) => `${name}: ${finding}`),
);
for (const finding of findings) console.error(finding);
process.exitCode = findings.length > 0 ? 1 : 0;

function checkMachine(name: string, machine: Definition): string[] {
  const states = allStates(machine);
  const names = states.map(([state]) => state);
  return [
    ...checkLanguage(machine),
    ...names.filter((state, index) => names.indexOf(state) < index).map((state) => `the state name ${state} stands twice`),
    ...states.flatMap(([state, definition]) => checkState(state, definition).map((finding) => `${state}: ${finding}`)),
    ...undefinedVariables(machine, name),
    ...shadowedVariables({ ...machine }).map(
      (found) => `the variable ${found.name} is already assigned in an outer scope, at ${found.path}`,
    ),
  ];
}

function checkLanguage(machine: Definition): string[] {
  // the validator changes what it is given
  const { isValid, errors } = aslValidator(structuredClone(machine));
  return isValid ? [] : errors.map((error) => JSON.stringify(error));
}

function checkState(name: string, state: State): string[] {
  const found: string[] = [];
  if (!state.Comment) found.push('has no Comment that says why');
  if (state.Type === 'Task') {
    if (!state.TimeoutSeconds) found.push('has no TimeoutSeconds');
    if (!state.Retry) found.push('has no Retry');
    if (state.Resource?.includes('lambda:invoke')) found.push(...checkFunction(name, state));
  }
  if (state.Type === 'Choice' && !name.endsWith('?')) found.push('a Choice asks: its name ends with ?');
  if (state.Type === 'Wait' && !name.startsWith('Wait for ')) found.push('a Wait says what for');
  for (const { ErrorEquals } of [...(state.Retry ?? []), ...(state.Catch ?? [])]) {
    found.push(
      ...ErrorEquals.filter((error) => !knownErrors.has(error) && !serviceError.test(error)).map((error) => `unknown error name ${error}`),
    );
  }
  const all = (state.Catch ?? []).findIndex(({ ErrorEquals }) => ErrorEquals.includes('States.ALL'));
  if (all !== -1 && all !== (state.Catch?.length ?? 0) - 1) found.push('States.ALL is not the last catcher');
  return found;
}

/** State name = function name = file name; a second use says where in parentheses. */
function checkFunction(name: string, state: State): string[] {
  const pascal = name.replace(/ \(.*\)$/, '');
  const file = `functions/${pascal.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase()}.ts`;
  const found = existsSync(file) ? [] : [`there is no ${file}`];
  const called = typeof state.Arguments === 'object' ? state.Arguments.FunctionName : undefined;
  if (called !== `\${${pascal}Function}`) found.push(`calls ${called}, not ${pascal}Function`);
  return found;
}

/** Variables that an expression reads and no state assigns; the language's own validator does not see them. */
function undefinedVariables(machine: Definition, name: string): string[] {
  const assigned = new Set(['states']);
  const text = JSON.stringify(machine);
  JSON.stringify(machine, (key, value: unknown) => {
    if (key === 'Assign') for (const variable of Object.keys(value as object)) assigned.add(variable);
    return value;
  });
  for (const [, variable] of text.matchAll(/\$(\w+)\s*:=/g)) assigned.add(variable!); // bound inside an expression
  const read = [...text.matchAll(/\{%(.*?)%\}/g)].flatMap(([, expression]) => [...expression!.matchAll(/\$([a-zA-Z_]\w*)(?!\w*\s*\()/g)]);
  const missing = new Set(read.map(([, variable]) => variable!).filter((variable) => !assigned.has(variable)));
  return [...missing].map((variable) => `no state of ${name} assigns $${variable}`);
}
