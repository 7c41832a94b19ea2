import { isDeepStrictEqual } from 'node:util';
import { strToU8, type Zippable, zipSync } from 'fflate';
import type { AwsPlace } from '../../cloud.ts';
import { roleProblem } from '../../services/lambda/execution-role.ts';
import type { NewFunction } from '../../services/lambda/function.ts';
import { givenConfiguration, usualConfiguration } from '../../services/lambda/given-configuration.ts';
import { isPython, runtimeProblem, runtimes } from '../../services/lambda/runtimes.ts';
import { cfnResponse, cfnResponseOfPython } from '../cfn-response.ts';
import { tagMap, withChangedTags } from '../changed-tags.ts';
import { between, oneOf, required, structure, tags, text, textMap, texts } from '../properties.ts';
import { type Deployment, ResourceError, type ResourceType } from '../resource-type.ts';

export const lambdaFunction: ResourceType = {
  type: 'AWS::Lambda::Function',
  fixed: ['FunctionName'],
  attributes: ['Arn'],
  properties: {
    FunctionName: text,
    Description: text,
    Handler: required(text),
    Runtime: required({ ...oneOf(...runtimes), problem: runtimeProblem }),
    Role: required(text),
    Code: required(structure({ S3Bucket: text, S3Key: text, ZipFile: text })),
    Environment: structure({ Variables: textMap }),
    MemorySize: between(128, 10_240),
    Timeout: between(1, 900),
    LoggingConfig: structure({ LogGroup: text, LogFormat: oneOf('Text', 'JSON'), ApplicationLogLevel: text, SystemLogLevel: text }),
    TracingConfig: structure({ Mode: required(oneOf('Active', 'PassThrough')) }),
    Architectures: texts, // told alone: functions run on the architecture of this machine
    Tags: tags,
  },
  taken: { by: 'FunctionName', isTaken: (name, { lambda }) => lambda.functions.has(name) },
  create(properties, deployment) {
    const { FunctionName = deployment.generatedName(64) } = properties;
    const { place, artifact } = deployment;
    const arn = place.lambda.create({ ...configurationOf(FunctionName, properties, place), code: codeOf(properties, artifact) });
    place.iam.resourcePolicies.guard(arn);
    return { physicalId: FunctionName, arn, attributes: { Arn: arn } };
  },
  update(properties, { physicalId, properties: before }, { place, artifact }) {
    const held = place.lambda.functions.get(physicalId)?.tags ?? {};
    const tags = withChangedTags(held, before.Tags, properties.Tags);
    const configuration = { ...configurationOf(physicalId, properties, place), tags };
    // code that stays is not read again: it may have been deleted since
    if (isDeepStrictEqual(properties.Code, before.Code)) place.lambda.configure(configuration);
    else place.lambda.create({ ...configuration, code: codeOf(properties, artifact) });
    return undefined;
  },
  delete({ physicalId }, { lambda }) {
    lambda.delete(physicalId);
  },
};

/** @throws Error in Lambda's words, as where its role does not let Lambda in, or does not let it trace */
// biome-ignore lint/suspicious/noExplicitAny: checked by the table above
function configurationOf(name: string, properties: any, place: AwsPlace): Omit<NewFunction, 'code'> {
  const { Role: roleArn, Handler: handler, Architectures: architectures = ['x86_64'], Tags } = properties;
  const given = givenConfiguration(properties);
  const problem = roleProblem(place, name, roleArn, given.tracing);
  if (problem) throw new ResourceError(problem);
  return { ...usualConfiguration, ...given, name, roleArn, handler, architectures, tags: tagMap(Tags) };
}

interface Coded {
  Runtime: string;
  Code: { S3Bucket?: string; S3Key?: string; ZipFile?: string };
}

/** A zip of the package, or a text that CloudFormation puts into one as `index.js` or `index.py`. */
// biome-ignore lint/suspicious/noExplicitAny: checked by the table above
function codeOf(properties: any, artifact: Deployment['artifact']): Uint8Array {
  const { Runtime, Code } = properties as Coded;
  const { S3Bucket, S3Key, ZipFile } = Code;
  if ((S3Key === undefined) === (ZipFile === undefined)) throw new ResourceError('property Code needs one of S3Key and ZipFile');
  if (S3Key !== undefined) return artifact({ S3Bucket, S3Key });
  if (isPython(Runtime)) {
    const library: Zippable = ZipFile!.includes('cfnresponse') ? { 'cfnresponse.py': strToU8(cfnResponseOfPython) } : {};
    return zipSync({ 'index.py': strToU8(ZipFile!), ...library });
  }
  const library: Zippable = ZipFile!.includes('cfn-response') ? { 'node_modules/cfn-response/index.js': strToU8(cfnResponse) } : {};
  return zipSync({ 'index.js': strToU8(ZipFile!), ...library });
}
