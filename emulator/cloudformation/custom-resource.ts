import type { AwsPlace } from '../cloud.ts';
import { invokeAsynchronously } from '../services/lambda/asynchronous-invocation.ts';
import { deployer } from './deployer.ts';
import { type CreatedResource, type Deployment, ResourceError } from './resource-type.ts';
import { type StackResponses, tooLong } from './stack-responses.ts';

const standard = 'AWS::CloudFormation::CustomResource';

/** CloudFormation takes as many seconds, and as many by default. */
const mostSeconds = 3600;

/** As much of an error is told. */
const longest = 1000;

export function isCustom(type: string): boolean {
  return type === standard || /^Custom::[A-Za-z0-9_@-]{1,60}$/.test(type);
}

type Properties = Record<string, unknown>;

/** What a function is asked to do. */
type CustomRequest =
  | { RequestType: 'Create'; properties: Properties }
  | { RequestType: 'Update'; properties: Properties; physicalId: string; before: Properties }
  | { RequestType: 'Delete'; properties: Properties; physicalId: string };

/** A function said that it has failed, of something that it may have made. */
export class CustomFailure extends ResourceError {
  readonly physicalId: string;

  constructor(message: string, physicalId: string) {
    super(message);
    this.physicalId = physicalId;
  }
}

/**
 * Has a function make, change or delete a resource: it gets a request, and puts its answer at the URL in it.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
 *
 * @throws ResourceError
 */
export async function askCustom(
  type: string,
  asked: CustomRequest,
  { place, stackName, stackId, logicalId }: Pick<Deployment, 'place' | 'stackName' | 'stackId' | 'logicalId'>,
  responses: StackResponses,
): Promise<CreatedResource> {
  const { RequestType, properties } = asked;
  const { ServiceToken, ServiceTimeout = mostSeconds } = properties;
  const seconds = Number(ServiceTimeout);
  if (!(seconds >= 1 && seconds <= mostSeconds)) throw new ResourceError(`property ServiceTimeout must be 1 to ${mostSeconds} seconds`);
  const [, , , , , , name = '', qualifier] = String(ServiceToken).split(':');
  const fn = place.lambda.has(String(ServiceToken)) ? place.lambda.drawn(name, qualifier) : undefined;
  if (!fn)
    throw new ResourceError(`property ServiceToken must be the ARN of a function of this account and region, not ${String(ServiceToken)}`);
  const RequestId = place.random.uuid('stack request', stackName, logicalId, responses.next());
  const request = {
    RequestType,
    ServiceToken,
    ResponseURL: `${place.url}/_emulator/stack-responses/${RequestId}`,
    StackId: stackId,
    RequestId,
    ResourceType: type,
    LogicalResourceId: logicalId,
    ...('physicalId' in asked && { PhysicalResourceId: asked.physicalId }),
    ResourceProperties: asTexts(properties),
    ...('before' in asked && { OldResourceProperties: asTexts(asked.before) }),
  };
  const answer = responses.expect(RequestId);
  const { clock } = place;
  const late = new Promise<undefined>((resolve) => {
    const timer = clock.after('drive', seconds, `the answer of ${logicalId}`, () => resolve(undefined));
    void answer.then(() => timer.cancel());
  });
  void invokeAsynchronously(place, fn, JSON.stringify(request), { id: RequestId, qualifier });
  const response = await Promise.race([answer, late]);
  if (!response) {
    const why = `CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${RequestId}]`;
    throw new ResourceError(`${why} ${await lastError(place, fn.logGroup)}`);
  }
  const { Status, PhysicalResourceId, Reason = '', Data = {} } = response;
  if (Reason === tooLong) throw new CustomFailure(tooLong, PhysicalResourceId);
  if (Status === 'FAILED') {
    const why = `Received response status [FAILED] from custom resource. Message returned: ${Reason} (RequestId: ${RequestId})`;
    throw new CustomFailure(why, PhysicalResourceId);
  }
  const attributes = Object.fromEntries(Object.entries(Data).map(([name, value]) => [name, String(value)]));
  return { physicalId: PhysicalResourceId, attributes };
}

/** What a function's log says last of errors, or what it lacks: whoever is told that a stack cannot be deployed can read no logs any more. */
async function lastError(place: AwsPlace, logGroupName: string): Promise<string> {
  const messages = async (filter: { filterPattern?: string }): Promise<string[]> => {
    const answer = await place.call('logs', 'FilterLogEvents', { logGroupName, ...filter }, deployer(place)).catch(() => ({ events: [] }));
    return (answer as { events: { message: string }[] }).events.map(({ message }) => message.trim());
  };
  const error = (await messages({ filterPattern: 'ERROR' })).at(-1);
  if (error) return error.slice(0, longest);
  if ((await messages({})).length > 0)
    return '(they have no error: a function has to send its answer to the ResponseURL of its event, as cfn-response and cfnresponse do; what it returns is none)';
  return "(there are none: let the function's role write them, by the policy service-role/AWSLambdaBasicExecutionRole)";
}

/** CloudFormation makes texts of numbers and flags. */
function asTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asTexts);
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, asTexts(member)]));
}
