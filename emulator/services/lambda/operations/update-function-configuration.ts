import type { Operation } from '../../../service/service.ts';
import { changingOf, checkRevision } from '../configuration.ts';
import { roleProblem } from '../execution-role.ts';
import { functionNamed } from '../function-name.ts';
import { type ConfigurationInput, givenConfiguration, refusedConfiguration } from '../given-configuration.ts';
import { invalidParameter } from '../mistake.ts';
import { onFunction } from '../resources.ts';
import type { LambdaPlace } from '../state.ts';

interface Input extends ConfigurationInput {
  FunctionName: string;
  RevisionId?: string;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html; what a request does not say stays. */
export const updateFunctionConfiguration: Operation<Input, LambdaPlace> = {
  refuses: refusedConfiguration,
  resources: onFunction,
  passes: ({ Role }) => ({ roleArns: Role === undefined ? [] : [Role], to: 'lambda.amazonaws.com' }),
  run(input, { place }) {
    const fn = functionNamed(place, input.FunctionName);
    const changed = givenConfiguration(input);
    checkRevision(place, fn, input.RevisionId);
    const problem = roleProblem(place, fn.name, changed.roleArn ?? fn.roleArn, changed.tracing ?? fn.tracing);
    if (problem) throw invalidParameter(problem);
    return changingOf(place, place.lambda.change(fn, changed));
  },
};
