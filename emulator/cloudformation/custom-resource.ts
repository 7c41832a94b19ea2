import type { AwsPlace } from '../cloud.ts';
import { invokeAsynchronously } from '../services/lambda/asynchronous-invocation.ts';
import { deployer } from './deployer.ts';
import { type CreatedResource, type Deployment, ResourceError } from './resource-type.ts';
import type { StackResponses } from './stack-responses.ts';

const standard = 'AWS::CloudFormation::CustomResource';

/** CloudFormation takes as many seconds, and as many by default. */
const mostSeconds = 3600;

/** As much of an error is told. */
const longest = 1000;

export function isCustom(type: string): boolean {
  return type === standard || /^Custom::[A-Za-z0-9_@-]{1,60}$/.test(type);
}

/**
 * A resource that a function makes: it gets a request, and puts its answer at the URL in it.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
 *
 * @throws ResourceError
 */
export async function createCustom(
  type: string,
  properties: Record<string, unknown>,
  { place, stackName, logicalId }: Deployment,
  responses: StackResponses,
): Promise<CreatedResource> {
  const { ServiceToken, ServiceTimeout = mostSeconds } = properties;
  const seconds = Number(ServiceTimeout);
  if (!(seconds >= 1 && seconds <= mostSeconds)) throw new ResourceError(`property ServiceTimeout must be 1 to ${mostSeconds} seconds`);
  const fn = place.lambda.functions.get(String(ServiceToken).split(':').at(-1)!);
  if (!fn || fn.arn !== ServiceToken)
    throw new ResourceError(`property ServiceToken must be the ARN of a function of this account and region, not ${String(ServiceToken)}`);
  const RequestId = place.random.uuid('stack request', stackName, logicalId, responses.next());
  const request = {
    RequestType: 'Create',
    ServiceToken,
    ResponseURL: `${place.url}/_emulator/stack-responses/${RequestId}`,
    StackId: place.arn('cloudformation', `stack/${stackName}/${place.random.uuid('stack', stackName)}`),
    RequestId,
    ResourceType: type,
    LogicalResourceId: logicalId,
    ResourceProperties: asTexts(properties),
  };
  const answer = responses.expect(RequestId);
  const { clock } = place;
  const late = new Promise<undefined>((resolve) => {
    const timer = clock.after('drive', seconds, `the answer of ${logicalId}`, () => resolve(undefined));
    void answer.then(() => timer.cancel());
  });
  void invokeAsynchronously(place, fn, JSON.stringify(request), RequestId);
  const response = await Promise.race([answer, late]);
  if (!response) {
    const why = `CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${RequestId}]`;
    throw new ResourceError([why, ...(await lastError(place, fn.logGroup))].join(' '));
  }
  if (response.Status === 'FAILED')
    throw new ResourceError(`Received response status [FAILED] from custom resource. ${response.Reason ?? ''}`);
  const attributes = Object.fromEntries(Object.entries(response.Data ?? {}).map(([name, value]) => [name, String(value)]));
  return { physicalId: response.PhysicalResourceId, attributes };
}

/** What a function's log says last of errors: whoever is told that a stack cannot be deployed can read no logs any more. */
async function lastError(place: AwsPlace, logGroupName: string): Promise<string[]> {
  const asked = { logGroupName, filterPattern: 'ERROR' };
  const { events } = (await place.call('logs', 'FilterLogEvents', asked, deployer(place)).catch(() => ({ events: [] }))) as {
    events: { message: string }[];
  };
  return events.slice(-1).map(({ message }) => message.trim().slice(0, longest));
}

/** CloudFormation makes texts of numbers and flags. */
function asTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asTexts);
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, asTexts(member)]));
}
