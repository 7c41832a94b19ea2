import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { StackResponse } from '../../emulator/cloudformation/stack-responses.ts';
import { connectionTo } from '../local-aws.ts';
import type { Deployment } from './deployment.ts';
import { stackRequest } from './stack-request.ts';

type Properties = Record<string, string>;

/** What CloudFormation asks a custom resource. */
interface Asked {
  RequestType: 'Create' | 'Update' | 'Delete';
  PhysicalResourceId?: string;
  ResourceProperties: Properties;
  OldResourceProperties?: Properties;
  /** Those of the usual stack without. */
  StackId?: string;
  LogicalResourceId?: string;
}

/** Sends the function of the service token a request, as CloudFormation does, and waits for the answer at its ResponseURL. */
export async function askAsStack({ emulator, stack, home }: Deployment, asked: Asked): Promise<StackResponse> {
  const FunctionName = stack.outputs.EnvironmentServiceToken!;
  const request = stackRequest(emulator.url, asked);
  const lambda = new LambdaClient(connectionTo(home));
  await lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: JSON.stringify(request) }));
  await home.clock.idle();
  return (await (await fetch(request.ResponseURL)).json()) as StackResponse;
}

/**
 * A stack with an environment as its one resource, with what CloudFormation does beside what it is told to: what could not be created is
 * deleted, what could not be changed is changed back, and what another has taken the place of is deleted.
 */
export class EnvironmentStack {
  readonly #deployment: Deployment;
  physicalId = '';
  #properties: Properties = {};

  constructor(deployment: Deployment) {
    this.#deployment = deployment;
  }

  async create(ResourceProperties: Properties): Promise<StackResponse> {
    const answer = await askAsStack(this.#deployment, { RequestType: 'Create', ResourceProperties });
    this.physicalId = answer.PhysicalResourceId;
    this.#properties = ResourceProperties;
    if (answer.Status === 'FAILED') await this.remove();
    return answer;
  }

  async update(changed: Properties): Promise<StackResponse> {
    const [before, old] = [this.physicalId, this.#properties];
    const change = (ResourceProperties: Properties, OldResourceProperties: Properties) =>
      askAsStack(this.#deployment, { RequestType: 'Update', PhysicalResourceId: before, ResourceProperties, OldResourceProperties });
    const answer = await change(changed, old);
    if (answer.Status === 'FAILED') {
      await change(old, changed);
      if (answer.PhysicalResourceId !== before) await this.#delete(answer.PhysicalResourceId, changed);
      return answer;
    }
    this.physicalId = answer.PhysicalResourceId;
    this.#properties = changed;
    if (this.physicalId !== before) await this.#delete(before, old);
    return answer;
  }

  remove(): Promise<StackResponse> {
    return this.#delete(this.physicalId, this.#properties);
  }

  #delete(PhysicalResourceId: string, ResourceProperties: Properties): Promise<StackResponse> {
    return askAsStack(this.#deployment, { RequestType: 'Delete', PhysicalResourceId, ResourceProperties });
  }
}
