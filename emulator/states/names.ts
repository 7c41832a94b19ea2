import { AwsError } from '../api/error.ts';

/** White space, brackets, wildcards, special characters and controls: what a machine's or an execution's name may not have. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: AWS names them
const refused = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f\ufffe\uffff\ud800-\udfff]/;

/** @throws AwsError InvalidName */
export function checkName(name: string): void {
  if (name.length === 0 || name.length > 80 || refused.test(name)) throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
}

/** @throws AwsError InvalidArn */
export function checkArn(arn: string, kind: 'stateMachine' | 'execution'): void {
  const resource = kind === 'execution' ? 'execution:[^:]+:[^:]+' : 'stateMachine:[^:]+';
  if (new RegExp(`^arn:aws[\\w-]*:states:[\\w-]+:\\d{12}:${resource}$`).test(arn)) return;
  const prefix = arn.startsWith('arn:') ? '' : ' prefix';
  throw new AwsError('InvalidArn', `Invalid Arn: 'Invalid ARN${prefix}: ${arn}'`);
}
