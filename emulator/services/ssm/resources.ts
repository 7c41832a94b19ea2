import type { SsmPlace } from './state.ts';

export function onParameter({ ssm }: SsmPlace, name: string): string {
  return name.startsWith('arn:') ? name : ssm.parameterArn(name.split(':')[0]!);
}

export function onDocument({ ssm }: SsmPlace, reference: string): string {
  return reference.startsWith('arn:') ? reference : ssm.place.arn('ssm', `document/${reference}`);
}

/** A host that is an EC2 instance. */
export function onHost({ ssm }: SsmPlace, instanceId: string): string {
  return ssm.place.arn('ec2', `instance/${instanceId}`);
}

export function onAssociation({ ssm }: SsmPlace, associationId: string): string {
  return ssm.place.arn('ssm', `association/${associationId}`);
}
