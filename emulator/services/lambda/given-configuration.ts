import type { NewFunction } from './function.ts';
import { checkVariables } from './given-variables.ts';
import { invalidParameter } from './mistake.ts';
import { runtimeProblem } from './runtimes.ts';

/** Members that CreateFunction and UpdateFunctionConfiguration have in common. */
export interface ConfigurationInput {
  Runtime?: string;
  Role?: string;
  Handler?: string;
  Description?: string;
  Timeout?: number;
  MemorySize?: number;
  Environment?: { Variables?: Record<string, string> };
  TracingConfig?: { Mode?: string };
  EphemeralStorage?: { Size: number };
  SnapStart?: { ApplyOn?: string };
  LoggingConfig?: { LogGroup?: string; LogFormat?: string; ApplicationLogLevel?: string; SystemLogLevel?: string };
  VpcConfig?: { SubnetIds?: string[]; SecurityGroupIds?: string[] };
  Layers?: string[];
}

export const refusedConfiguration = [
  'AcceleratorConfig',
  'CapacityProviderConfig',
  'DeadLetterConfig',
  'DurableConfig',
  'FileSystemConfigs',
  'ImageConfig',
  'KMSKeyArn',
  'RuntimeConfig',
];

/** What a new function has where nobody says otherwise. */
export const usualConfiguration = { timeoutSeconds: 3, memoryMegabytes: 128 };

/** The model's own limit is that of functions with a capacity provider. */
const mostMegabytes = 10_240;

/** What of a function a request says; what it leaves open is undefined. @throws AwsError InvalidParameterValueException */
export function givenConfiguration(input: ConfigurationInput): Partial<Omit<NewFunction, 'name' | 'code'>> {
  const { Runtime, Environment, EphemeralStorage, SnapStart, LoggingConfig, VpcConfig, Layers } = input;
  const problem = Runtime === undefined ? undefined : runtimeProblem(Runtime);
  if (problem) throw invalidParameter(problem);
  const strange = [
    ...((EphemeralStorage?.Size ?? 512) === 512 ? [] : ['EphemeralStorage']),
    ...((SnapStart?.ApplyOn ?? 'None') === 'None' ? [] : ['SnapStart']),
    ...((VpcConfig?.SubnetIds?.length ?? 0) + (VpcConfig?.SecurityGroupIds?.length ?? 0) === 0 ? [] : ['VpcConfig']),
    ...((Layers?.length ?? 0) === 0 ? [] : ['Layers']),
  ];
  if (strange.length > 0) throw invalidParameter(`${strange.join(', ')} of a function: not emulated; docs/api-coverage.md lists what is`);
  if ((input.MemorySize ?? 0) > mostMegabytes)
    throw invalidParameter(
      `'MemorySize' value failed to satisfy constraint: Member must have value less than or equal to ${mostMegabytes}`,
    );
  const variables = Environment && (Environment.Variables ?? {});
  if (variables) checkVariables(variables);
  const { LogGroup, ...logFormat } = LoggingConfig ?? {};
  return Object.fromEntries(
    Object.entries({
      runtime: Runtime,
      roleArn: input.Role,
      handler: input.Handler,
      description: input.Description,
      timeoutSeconds: input.Timeout,
      memoryMegabytes: input.MemorySize,
      environment: variables,
      tracing: input.TracingConfig?.Mode,
      logGroup: LogGroup,
      logFormat: LoggingConfig && logFormat,
    }).filter(([, value]) => value !== undefined),
  );
}
