const form = /^(?<machineArn>arn:[^:]*:states:[^:]*:[^:]*:stateMachine:[^:]*):(?<qualifier>[^:]+)$/;

/** The ARN of a machine, and behind it the number of a version or the name of an alias, where it has one. */
export function partsOf(arn: string): { machineArn: string; qualifier?: string } {
  const { machineArn = arn, qualifier } = form.exec(arn)?.groups ?? {};
  return qualifier === undefined ? { machineArn } : { machineArn, qualifier };
}

/** Whether an ARN is that of a version, whether there is one or not. */
export function namesVersion(arn: string): boolean {
  return /^\d+$/.test(partsOf(arn).qualifier ?? '');
}
