import type { CloudFormationPlace } from './state.ts';

/** A stack by its id; one that does not stand by its name, whatever id it gets. */
export function onStack({ StackName }: { StackName?: string }, place: CloudFormationPlace): string[] {
  if (StackName === undefined) return ['*'];
  if (StackName.startsWith('arn:')) return [StackName];
  return [place.cloudformation.find(StackName)?.id ?? place.arn('cloudformation', `stack/${StackName}/*`)];
}

/** The stack of a change set, which may be named by its ARN alone. */
export function onStackOf(input: { ChangeSetName: string; StackName?: string }, place: CloudFormationPlace): string[] {
  if (input.StackName !== undefined) return onStack(input, place);
  const stack = place.cloudformation.all().find(({ changeSets }) => changeSets.has(input.ChangeSetName));
  return [stack?.id ?? place.arn('cloudformation', 'stack/*/*')];
}

/** For iam:PassRole. */
export function passesRole({ RoleARN }: { RoleARN?: string }): { roleArns: string[]; to: string } {
  return { roleArns: RoleARN === undefined ? [] : [RoleARN], to: 'cloudformation.amazonaws.com' };
}
