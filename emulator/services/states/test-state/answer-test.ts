import { AwsError } from '../../../kernel/aws-error.ts';
import { isObject } from '../../../kernel/json-object.ts';
import { readJson } from '../../../kernel/read-json.ts';
import type { Call } from '../../../service/service.ts';
import type { State } from '../definition.ts';
import { checkInput } from '../execution-input.ts';
import { parseResource } from '../integrations/resource.ts';
import { checkArn } from '../names.ts';
import type { StatesPlace } from '../state.ts';
import { written } from '../written.ts';
import { givenContext } from './given-context.ts';
import { shownInspection } from './inspection.ts';
import { type MockInput, readMock } from './mock.ts';
import type { StateConfiguration } from './mocked-step.ts';
import { runTestedState } from './run-tested-state.ts';
import { testedName, testedState } from './tested-state.ts';

export interface TestInput {
  definition: string;
  roleArn?: string;
  input?: string;
  inspectionLevel?: 'INFO' | 'DEBUG' | 'TRACE';
  revealSecrets?: boolean;
  variables?: string;
  stateName?: string;
  mock?: MockInput;
  context?: string;
  stateConfiguration?: StateConfiguration;
}

/** @throws AwsError InvalidDefinition, InvalidArn, InvalidExecutionInput, ValidationException, AccessDeniedException */
export async function answerTest(given: TestInput, { place, park }: Call<StatesPlace>): Promise<object> {
  const { roleArn, input = '{}', stateConfiguration: configuration = {}, inspectionLevel = 'INFO' } = given;
  const tested = testedState(given.definition, given.stateName);
  checkMocking(given, tested.state);
  const mock = given.mock && readMock(given.mock, tested.state);
  const context = given.context === undefined ? undefined : givenContext(given.context, tested.state);
  checkRole(place, roleArn, tested.state, mock !== undefined);
  checkInput(input);
  const variables = variablesIn(given.variables);
  const trial = { ...tested, roleArn, input, variables: { ...variables }, context, mock, configuration };
  const { status, step, failure, inspection } = await park(runTestedState(place, trial));
  const known = { ...variables, ...step?.assigned };
  if (Object.keys(known).length > 0) inspection.variables = known;
  return {
    status,
    output: step && written(step.output),
    nextState: step?.next,
    error: failure?.error,
    cause: failure?.cause,
    inspectionData: inspectionLevel === 'INFO' ? undefined : shownInspection(inspection),
  };
}

function checkMocking({ mock, revealSecrets, context, stateConfiguration = {} }: TestInput, state: State): void {
  if (mock) {
    if (revealSecrets) throw invalid('TestState does not support RevealSecrets when a mock is specified.');
    return;
  }
  const [configured] = Object.entries(stateConfiguration).find(([, value]) => value !== undefined) ?? [];
  if (configured) {
    throw invalid(`TestState does not support ${configured[0]!.toUpperCase()}${configured.slice(1)} when a mock is not specified.`);
  }
  if (context !== undefined) throw invalid('TestState does not support Context when a mock is not specified.');
  if (state.Type === 'Map' || state.Type === 'Parallel') {
    const supported = 'Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]';
    throw new AwsError('InvalidDefinition', `TestState API does not support Map or Parallel states. ${supported}`);
  }
  const resource = state.Type === 'Task' ? parseResource(state.Resource) : undefined;
  if (resource?.kind === 'activity') throw invalid('TestState does not support Activity tasks when a mock is not specified.');
  if (resource?.kind === 'service' && resource.pattern !== '') {
    throw invalid(`TestState does not support '${resource.pattern}' service integrations when a mock is not specified.`);
  }
}

function checkRole(place: StatesPlace, roleArn: string | undefined, { Type }: State, mocked: boolean): void {
  if (roleArn === undefined) {
    if (Type === 'Task' && !mocked) throw invalid('RoleArn must be specified when testing a Task state');
    return;
  }
  checkArn(roleArn, 'role');
  if (mocked || place.iam.assumable(roleArn, 'states.amazonaws.com', place.arn('states', `stateMachine:${testedName}`))) return;
  const why = 'Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.';
  throw new AwsError('AccessDeniedException', why);
}

function variablesIn(text = '{}'): Record<string, unknown> {
  try {
    const variables = readJson(text);
    if (isObject(variables)) return variables;
  } catch {}
  throw invalid('Variables must be a JSON object');
}

function invalid(why: string): AwsError {
  return new AwsError('ValidationException', why);
}
