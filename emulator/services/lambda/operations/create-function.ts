import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { type CodeLocation, codeAt } from '../code.ts';
import { beginningOf } from '../configuration.ts';
import { roleProblem } from '../execution-role.ts';
import { nameOf } from '../function-name.ts';
import { type ConfigurationInput, givenConfiguration, refusedConfiguration, usualConfiguration } from '../given-configuration.ts';
import { invalidParameter } from '../mistake.ts';
import { onFunction } from '../resources.ts';
import type { LambdaPlace } from '../state.ts';
import { checkTagCount } from '../tags.ts';

interface Input extends ConfigurationInput {
  FunctionName: string;
  Role: string;
  Code: CodeLocation & { ImageUri?: string; SourceKMSKeyArn?: string; S3ObjectStorageMode?: string };
  PackageType?: string;
  Publish?: boolean;
  Architectures?: string[];
  Tags?: Record<string, string>;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html; who is to invoke it by itself needs a permission. */
export const createFunction: Operation<Input, LambdaPlace> = {
  refuses: [...refusedConfiguration, 'CodeSigningConfigArn', 'PublishTo', 'TenancyConfig'],
  resources: onFunction,
  passes: ({ Role }) => ({ roleArns: [Role], to: 'lambda.amazonaws.com' }),
  async run(input, call) {
    const { place } = call;
    const { Role, Code, PackageType = 'Zip', Publish = false, Architectures, Tags } = input;
    const name = nameOf(place, input.FunctionName);
    if (PackageType !== 'Zip' || Code.ImageUri !== undefined || Code.SourceKMSKeyArn !== undefined)
      throw invalidParameter('CreateFunction: images and encrypted zips are not emulated; docs/api-coverage.md lists what is');
    const { handler, runtime, ...configuration } = givenConfiguration(input);
    if (handler === undefined || runtime === undefined)
      throw invalidParameter('Runtime and Handler are mandatory parameters for functions created with deployment packages.');
    checkTagCount(Tags ?? {});
    const problem = roleProblem(place, name, Role, configuration.tracing);
    if (problem) throw invalidParameter(problem);
    const code = await codeAt(Code, call);
    if (place.lambda.functions.has(name))
      throw new AwsError('ResourceConflictException', `Function already exist: ${name}`, { status: 409, fields: { Type: 'User' } });
    const arn = place.lambda.create({
      ...{ ...usualConfiguration, name, code, handler, runtime },
      ...configuration,
      roleArn: Role,
      ...(Tags && { tags: Tags }),
      ...(Architectures && { architectures: Architectures }),
    });
    place.iam.resourcePolicies.guard(arn);
    const fn = place.lambda.functions.get(name)!;
    // recorded: it is told by the function's own ARN, and its revision is of that moment
    return beginningOf(place, Publish ? place.lambda.publish(fn) : fn);
  },
};
