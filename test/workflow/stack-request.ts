/** What CloudFormation asks a custom resource, whose answer can be read at the emulator. */
export function stackRequest(
  url: string,
  asked: { RequestType: string; PhysicalResourceId?: string; ResourceProperties: Record<string, string> },
) {
  const RequestId = `request-${asked.RequestType}-${asked.PhysicalResourceId}-${Object.keys(asked.ResourceProperties).length}`;
  return {
    ...asked,
    RequestId,
    ResponseURL: `${url}/_emulator/stack-responses/${RequestId}`,
    StackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/payments/1',
    LogicalResourceId: 'Environment',
  };
}
