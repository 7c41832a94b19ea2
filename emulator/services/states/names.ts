import { AwsError } from '../../kernel/aws-error.ts';
import { partsOf } from './qualified-arn.ts';

/** White space, brackets, wildcards, special characters and controls: what a machine's or an execution's name may not have. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: AWS names them
const refused = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f\ufffe\uffff\ud800-\udfff]/;

/** @throws AwsError InvalidName */
export function checkName(name: string): void {
  if (name.length === 0 || name.length > 80 || refused.test(name)) throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
}

const arns = {
  /** With the version or the alias that may stand behind it. */
  stateMachine: /^arn:aws[\w-]*:states:[\w-]+:\d{12}:stateMachine:[^:]+(:[^:]+)?$/,
  version: /^arn:aws[\w-]*:states:[\w-]+:\d{12}:stateMachine:[^:]+:\d+$/,
  alias: /^arn:aws[\w-]*:states:[\w-]+:\d{12}:stateMachine:[^:]+:[\w.-]+$/,
  execution: /^arn:aws[\w-]*:states:[\w-]+:\d{12}:execution:[^:]+:[^:]+$/,
  activity: /^arn:aws[\w-]*:states:[\w-]+:\d{12}:activity:[^:]+$/,
  role: /^arn:aws[\w-]*:iam::\d{12}:role\/.+$/,
};

/** @throws AwsError InvalidArn */
export function checkArn(arn: string, kind: keyof typeof arns): void {
  if (arns[kind].test(arn)) return;
  if (kind === 'execution' && /^arn:aws[\w-]*:states:[\w-]+:\d{12}:express:/.test(arn)) {
    throw new AwsError('InvalidArn', "Invalid Arn: 'Resource type not valid in this context: express'");
  }
  const prefix = arn.startsWith('arn:') ? '' : ' prefix';
  throw new AwsError('InvalidArn', `Invalid Arn: 'Invalid ARN${prefix}: ${arn}'`);
}

/** @throws AwsError ValidationException for the ARN of a version or an alias, which some operations do not take */
export function checkUnqualified(stateMachineArn: string): void {
  if (partsOf(stateMachineArn).qualifier === undefined) return;
  throw new AwsError('ValidationException', `This operation does not support qualified ARNs: '${stateMachineArn}'`);
}

/** @throws AwsError ValidationException for the ARN of a distributed Map of a machine, which some operations do not take */
export function checkUnlabelled(stateMachineArn: string): void {
  if (!/:stateMachine:[^:/]+\//.test(stateMachineArn)) return;
  const fields = { reason: 'API_DOES_NOT_SUPPORT_LABELED_ARNS' };
  throw new AwsError('ValidationException', `This operation does not support labelled ARNs: '${stateMachineArn}'`, { fields });
}
