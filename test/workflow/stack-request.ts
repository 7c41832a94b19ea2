/** What CloudFormation asks a custom resource, whose answer can be read at the emulator. */
export function stackRequest(
  url: string,
  asked: {
    RequestType: string;
    PhysicalResourceId?: string;
    ResourceProperties: Record<string, string>;
    OldResourceProperties?: Record<string, string>;
    StackId?: string;
    LogicalResourceId?: string;
  },
) {
  const RequestId = `request-${asked.RequestType}-${asked.PhysicalResourceId}-${++requests}`;
  // the properties are all of the resource's, whatever is asked for
  const File = JSON.stringify({ name: asked.PhysicalResourceId });
  return {
    StackId: paymentsStack,
    LogicalResourceId: 'Environment',
    ...asked,
    ResourceProperties: { File, ...asked.ResourceProperties },
    RequestId,
    ResponseURL: `${url}/_emulator/stack-responses/${RequestId}`,
  };
}

export const paymentsStack = 'arn:aws:cloudformation:us-east-1:123456789012:stack/payments/1';

let requests = 0;
