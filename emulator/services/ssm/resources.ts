import type { SsmPlace } from './state.ts';

export function onParameter({ ssm }: SsmPlace, name: string): string {
  return name.startsWith('arn:') ? name : ssm.parameterArn(name.split(':')[0]!);
}
