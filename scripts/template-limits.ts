/** What CloudFormation takes: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const mostResources = 500;
const mostBytes = 1024 * 1024;

/** What keeps a packaged template from being deployed, in any partition: its size, or an ARN of one partition in a definition. */
export function limitFaults(template: string): string[] {
  const { Resources } = JSON.parse(template) as { Resources: Record<string, { Type: string; Properties?: { Definition?: unknown } }> };
  // the packager indents what it keeps here, and uploads it without any space
  const [count, bytes] = [Object.keys(Resources).length, Buffer.byteLength(JSON.stringify(JSON.parse(template)))];
  return [
    ...(count > mostResources ? [`the template has ${count} resources; CloudFormation takes ${mostResources}`] : []),
    ...(bytes > mostBytes ? [`the template has ${bytes} bytes; CloudFormation takes ${mostBytes}`] : []),
    ...Object.entries(Resources)
      .filter(([, { Properties }]) => JSON.stringify(Properties?.Definition ?? '').includes('arn:aws:'))
      .map(([name]) => `${name}: its definition has an ARN that begins with arn:aws: and deploys in one partition only`),
  ];
}
