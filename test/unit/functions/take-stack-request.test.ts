import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { ExecutionAlreadyExists, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/take-stack-request.ts';
import { cloudhsm, sfn } from '../aws.ts';
import { describedCluster } from '../clusters.ts';
import { environmentFile } from '../environments.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, store } from '../record.ts';
import { connectionCut, rejection } from '../service-errors.ts';
import { stackAnswers } from '../stack-answers.ts';

const resource = { StackId: 'arn:stack', LogicalResourceId: 'Environment' };
const File = JSON.stringify(environmentFile());
const started = () => sfn.commandCalls(StartExecutionCommand).map(({ args }) => args[0].input);
const works = () => started().map(({ input }) => (JSON.parse(input!) as { work: object }).work);

/** CloudFormation asks; what it is answered at once. */
async function ask(request: {
  RequestType: 'Create' | 'Update' | 'Delete';
  PhysicalResourceId?: string;
  ResourceProperties: Record<string, string>;
}): Promise<unknown[]> {
  const { url, answers } = await stackAnswers();
  await handler({ ...resource, RequestId: 'request-1', ResponseURL: url, ...request }, context);
  return answers.map((answer) => JSON.parse(answer.toString()) as unknown);
}

const create = (file = File) => ask({ RequestType: 'Create', ResourceProperties: { File: file } });
const remove = (properties: Record<string, string>) =>
  ask({ RequestType: 'Delete', PhysicalResourceId: 'production', ResourceProperties: { File, ...properties } });

beforeEach(() => {
  for (const client of [sfn, cloudhsm]) client.reset();
  process.env.STACK_MACHINE = 'arn:machine';
  sfn.on(StartExecutionCommand).resolves({});
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });
  emptyRecord();
});

test('a file starts the provisioning of its environment, and CloudFormation is answered when that has ended', async () => {
  expect(await create()).toEqual([]);
  // by the request's id, so that it is started once however often Lambda is asked
  expect(started()).toMatchObject([{ stateMachineArn: 'arn:machine', name: 'request-1' }]);
  expect(works()).toEqual([{ action: 'provision', environment: 'production', input: JSON.parse(File) }]);
});

test('what is wrong with a file is for provisioning to say, which names all of it', async () => {
  expect(await create(JSON.stringify(environmentFile({ hsmCount: -1 })))).toEqual([]);
  expect(works()).toMatchObject([{ action: 'provision' }]);
});

test.each([
  ['is no JSON', '{', 'it is no JSON'],
  ['names no environment', '{}', 'it names no environment'],
])('a file that %s is refused at once', async (_, file, problem) => {
  expect(await create(file)).toMatchObject([
    { ...resource, Status: 'FAILED', PhysicalResourceId: 'none', Reason: expect.stringContaining(problem) },
  ]);
  expect(started()).toEqual([]);
});

test('an environment of another stack is refused at once, and the resource stays what it was', async () => {
  store('stack', { stackId: 'arn:another', logicalId: 'Environment' });
  const update = { RequestType: 'Update', PhysicalResourceId: 'staging', ResourceProperties: { File } } as const;
  expect(await ask(update)).toMatchObject([
    {
      Status: 'FAILED',
      PhysicalResourceId: 'staging',
      Reason: expect.stringContaining('a resource of another stack already: arn:another'),
    },
  ]);
  expect(started()).toEqual([]);
});

test('what waits for people is refused at once: CloudFormation waits for an hour', async () => {
  const external = environmentFile({ certificateAuthority: { type: 'external' } });
  expect(await create(JSON.stringify(external))).toMatchObject([{ Status: 'FAILED', Reason: expect.stringContaining('people sign') }]);
  expect(started()).toEqual([]);
  // once they have signed, nobody is waited for
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });
  expect(await create(JSON.stringify(external))).toEqual([]);
});

test.each<[string, Record<string, string>, object]>([
  ['leaves its environment', {}, { action: 'leave' }],
  ['takes it along where it says so', { DeleteEnvironment: 'true' }, { action: 'teardown', input: { environment: 'production' } }],
  [
    'takes its backups along, too, where it says so',
    { DeleteEnvironment: 'true', DeleteBackups: 'true' },
    { action: 'teardown', input: { environment: 'production', deleteBackups: true } },
  ],
])('a resource that goes %s', async (_, properties, work) => {
  store('stack', { stackId: resource.StackId, logicalId: resource.LogicalResourceId });
  expect(await remove(properties)).toEqual([]);
  expect(works()).toMatchObject([{ environment: 'production', ...work }]);
});

test.each([
  ['another stack', { stackId: 'arn:another', logicalId: 'Environment' }],
  ['another resource of its stack', { stackId: resource.StackId, logicalId: 'Renamed' }],
])('a resource that goes takes nothing along that %s has by now', async (_, holder) => {
  store('stack', holder);
  await remove({ DeleteEnvironment: 'true' });
  expect(works()).toEqual([{ action: 'leave', environment: 'production' }]);
});

test('a request that was taken before is not answered in place of its run', async () => {
  sfn.on(StartExecutionCommand).rejects(new ExecutionAlreadyExists({ message: 'exists', $metadata: { httpStatusCode: 400 } }));
  expect(await create()).toEqual([]);
});

test.each([
  ['a start whose answer is lost', connectionCut],
  ['a start that is throttled', () => rejection('ThrottlingException')],
])('%s is for Lambda to ask again: a stack that is told that it failed leaves what comes to stand', async (_, fails) => {
  sfn.on(StartExecutionCommand).rejectsOnce(fails());
  const { url, answers } = await stackAnswers();
  const request = { ...resource, RequestType: 'Create', RequestId: 'request-1', ResponseURL: url, ResourceProperties: { File } } as const;

  await expect(handler(request, context)).rejects.toMatchObject({ name: 'TransientServiceError' });
  await handler(request, context);

  expect(started().map(({ name }) => name)).toEqual(['request-1', 'request-1']);
  expect(answers).toEqual([]);
});

test('a start that is refused is told at once', async () => {
  sfn.on(StartExecutionCommand).rejects(rejection('AccessDeniedException', 'not authorized to perform states:StartExecution'));
  expect(await create()).toMatchObject([
    {
      Status: 'FAILED',
      Reason: expect.stringMatching(/^Starting what the stack asks for \(arn:stack\): AccessDeniedException: not authorized/),
    },
  ]);
});

test('a request whose answer would go to a stranger is not taken', async () => {
  const ResponseURL = 'https://example.com/answer';
  const request = { ...resource, RequestType: 'Create', RequestId: 'request-1', ResponseURL, ResourceProperties: { File } } as const;
  await expect(handler(request, context)).rejects.toMatchObject({ name: 'RequestRejected' });
  expect(started()).toEqual([]);
});
