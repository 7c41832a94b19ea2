import { AwsError } from '../../kernel/aws-error.ts';
import { isJson } from '../../kernel/read-json.ts';
import type { Place } from '../../service/place.ts';

/** A rule's target, as in the API: the members that are emulated. */
export interface Target {
  Id: string;
  Arn: string;
  RoleArn?: string;
  Input?: string;
  InputPath?: string;
  InputTransformer?: { InputPathsMap?: Record<string, string>; InputTemplate: string };
  DeadLetterConfig?: { Arn?: string };
  RetryPolicy?: { MaximumRetryAttempts?: number; MaximumEventAgeInSeconds?: number };
}

export type TargetKind = 'lambda' | 'states' | 'sns' | 'sqs' | 'logs' | 'events';

const kinds: Record<TargetKind, RegExp> = {
  lambda: /^arn:aws[a-z-]*:lambda:[^:]+:\d{12}:function:[^:]+(:[^:]+)?$/,
  states: /^arn:aws[a-z-]*:states:[^:]+:\d{12}:stateMachine:[^:]+(:[^:]+)?$/,
  sns: /^arn:aws[a-z-]*:sns:[^:]+:\d{12}:[^:]+$/,
  sqs: /^arn:aws[a-z-]*:sqs:[^:]+:\d{12}:[^:]+$/,
  logs: /^arn:aws[a-z-]*:logs:[^:]+:\d{12}:log-group:[^:*]+(:\*)?$/,
  events: /^arn:aws[a-z-]*:events:[^:]+:\d{12}:event-bus\/[^:]+$/,
};

const emulatedMembers = ['Id', 'Arn', 'RoleArn', 'Input', 'InputPath', 'InputTransformer', 'DeadLetterConfig', 'RetryPolicy'];

export function kindOf(target: Target): TargetKind | undefined {
  return (Object.keys(kinds) as TargetKind[]).find((kind) => kinds[kind].test(target.Arn));
}

/** @throws AwsError ValidationException */
export function checkTarget(place: Place, target: Target): void {
  const refuse = (message: string) => new AwsError('ValidationException', message);
  const foreign = Object.keys(target).find((member) => !emulatedMembers.includes(member));
  if (foreign) throw refuse(`${foreign} of target ${target.Id} is not emulated; docs/api-coverage.md lists what is`);
  if (!target.Arn.startsWith('arn:')) throw refuse(`Parameter ${target.Arn} is not valid. Reason: Provided Arn is not in correct format.`);
  const kind = kindOf(target);
  if (!kind) throw refuse(`target ${target.Arn} is of a kind that is not emulated: emulated are ${Object.keys(kinds).join(', ')}`);
  const role = kind === 'states' || (kind === 'events' && !place.holds(target.Arn));
  if (role && !target.RoleArn) throw refuse(`RoleArn is required for target ${target.Arn}.`);
  const inputs = [target.Input, target.InputPath, target.InputTransformer].filter((input) => input !== undefined);
  if (inputs.length > 1) throw refuse(`Only one of Input, InputPath, or InputTransformer must be provided for target ${target.Id}.`);
  if (kind === 'events' && inputs.length > 0) throw refuse(`an input of its own for event bus ${target.Arn} is not emulated`);
  if (target.Input !== undefined && !isJson(target.Input)) throw refuse(`JSON syntax error in input for target ${target.Id}`);
  const paths = [target.InputPath ?? '$', ...Object.values(target.InputTransformer?.InputPathsMap ?? {})];
  if (!paths.every(isPath)) throw refuse(`InputPath for target ${target.Id} is invalid.`);
  const placeholder = unknownPlaceholder(target.InputTransformer);
  if (placeholder) throw refuse(`InputTemplate for target ${target.Id} contains invalid placeholder ${placeholder}.`);
  const deadLetters = target.DeadLetterConfig?.Arn;
  if (deadLetters !== undefined && !kinds.sqs.test(deadLetters))
    throw refuse(`Parameter DeadLetterConfig.Arn is not valid. Reason: ${deadLetters} is not an SQS queue`);
}

/** Members have no quotes in brackets, as measured of PutTargets. */
function isPath(path: string): boolean {
  return path.startsWith('$') && !/\[\s*['"]/.test(path);
}

/** A placeholder of a template that neither the map nor EventBridge itself gives a value. */
function unknownPlaceholder(transformer: Target['InputTransformer']): string | undefined {
  const names = [...(transformer?.InputTemplate ?? '').matchAll(/<([A-Za-z0-9_.-]+)>/g)].map(([, name]) => name!);
  return names.find((name) => !name.startsWith('aws.events.') && !Object.hasOwn(transformer?.InputPathsMap ?? {}, name));
}
