import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator/emulator.ts';
import { AwsError } from '../../emulator/kernel/aws-error.ts';
import type { Caller } from '../../emulator/kernel/caller.ts';
import { connectionTo, localAws, request } from '../local-aws.ts';
import { createFunction, invoke, lambdaAws } from './lambda/functions.ts';

/** A function that makes a secret and answers what it was answered. */
const makesSecret = `export const handler = async () => {
  const response = await fetch(process.env.AWS_ENDPOINT_URL, {
    method: 'POST',
    headers: {
      'x-amz-target': 'secretsmanager.CreateSecret',
      'content-type': 'application/x-amz-json-1.1',
      authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/20260101/us-east-1/secretsmanager/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify({ Name: 'made', SecretString: 'x', ClientRequestToken: '12345678901234567890123456789012' }),
  });
  return { status: response.status, ...(await response.json()) };
};`;

const createSecret = 'secretsmanager:CreateSecret';
const describeSecret = 'secretsmanager:DescribeSecret';

async function withFunction(): Promise<Emulator> {
  const aws = await lambdaAws();
  createFunction(aws, 'maker', makesSecret);
  return aws;
}

const secrets = ({ home }: Emulator) => home.secretsManager.secrets.size;

describe('a fault', () => {
  it('is met by the requests it was asked for, and by no others', async () => {
    const aws = await localAws();
    const byOther = (_input: unknown, caller: Caller) => caller.accessKeyId === 'other';
    const error = new AwsError('ThrottlingException', 'Rate exceeded');
    const met = aws.home.faults.inject({ operation: 'secretsmanager:ListSecrets', when: 'before', error, skip: 1, only: byOther });
    const list = (who: string) => request(aws, 'secretsmanager', 'ListSecrets', {}, who);
    await list('person');
    await list('other');
    expect(met()).toBe(0);
    await expect(list('other')).rejects.toThrow('Rate exceeded');
    await list('other');
    expect(met()).toBe(1);
  });

  it.each([
    { when: 'before', made: 0 },
    { when: 'after', made: 1 },
  ] as const)('kills the function that calls, $when the call has its effect', async ({ when, made }) => {
    const aws = await withFunction();
    aws.home.faults.inject({ operation: createSecret, when, kills: true });
    const { error, payload } = await invoke(aws, 'maker');
    expect(error).toBe('Unhandled');
    expect(payload.errorMessage).toContain('signal: killed');
    expect(secrets(aws)).toBe(made);
    expect((await invoke(aws, 'maker')).payload.status).toBe(200);
  });

  it('lets an answer come late, after its effect', async () => {
    const aws = await localAws();
    aws.home.faults.inject({ operation: createSecret, answeredAfterSeconds: 600 });
    const start = aws.home.clock.now();
    const { Name } = await request(aws, 'secretsmanager', 'CreateSecret', { Name: 'late', SecretString: 'x' });
    expect(Name).toBe('late');
    expect((aws.home.clock.now() - start) / 1000).toBe(600);
    expect(aws.home.secretsManager.secrets.values().next().value?.createdAt.getTime()).toBe(start);
  });

  it('ends at its time limit a function whose answer comes too late', async () => {
    const aws = await withFunction();
    aws.home.faults.inject({ operation: createSecret, answeredAfterSeconds: 600 });
    expect((await invoke(aws, 'maker')).payload.errorMessage).toContain('Task timed out after 30.00 seconds');
    expect(secrets(aws)).toBe(1);
  });

  it('lets the effect come some time after its caller gave up', async () => {
    const aws = await withFunction();
    aws.home.faults.inject({ operation: createSecret, runsAfterSeconds: 45 });
    expect((await invoke(aws, 'maker')).payload.errorMessage).toContain('Task timed out');
    expect(secrets(aws)).toBe(0);
    const gaveUp = aws.home.clock.now();
    await aws.home.clock.idle();
    expect(secrets(aws)).toBe(1);
    expect((aws.home.clock.now() - gaveUp) / 1000).toBe(45);
  });

  it('answers a read as of before the last change, and the same to whoever asks again', async () => {
    const aws = await localAws();
    const one = { SecretId: 'one' };
    aws.home.faults.inject({ operation: describeSecret, stale: true, inputs: [one], times: 2, skip: 1 });
    const describeIt = () => request(aws, 'secretsmanager', 'DescribeSecret', one);
    await request(aws, 'secretsmanager', 'CreateSecret', { Name: 'one', SecretString: 'x', Description: 'first' });
    expect((await describeIt()).Description).toBe('first');
    await request(aws, 'secretsmanager', 'UpdateSecret', { ...one, Description: 'second' });
    await aws.home.clock.advance(3600);
    expect((await describeIt()).Description).toBe('first');
    expect((await describeIt()).Description).toBe('first');
    expect((await describeIt()).Description).toBe('second');
  });

  it('meets no request to a region that is lost, which reaches nobody and is on no record', async () => {
    const aws = await localAws();
    const { faults, calls } = aws.home;
    const there = new SecretsManagerClient(connectionTo(aws.cloud.at(aws.home.accountId, 'us-west-2')));
    const met = faults.inject({ operation: 'secretsmanager:ListSecrets', when: 'before', error: new AwsError('Busy', 'busy'), skip: 1 });
    faults.loseRegion(aws.home.region);
    await expect(request(aws, 'secretsmanager', 'ListSecrets')).rejects.toThrow();
    await there.send(new ListSecretsCommand());
    expect([met(), calls.calls.map(({ region }) => region)]).toEqual([0, ['us-west-2']]);
    await expect(there.send(new ListSecretsCommand())).rejects.toThrow('busy');
  });

  it('hides what has just been made from the first who asks for it', async () => {
    const aws = await localAws();
    const one = { SecretId: 'one' };
    aws.home.faults.inject({ operation: describeSecret, stale: true, inputs: [one] });
    await request(aws, 'secretsmanager', 'ListSecrets');
    await request(aws, 'secretsmanager', 'CreateSecret', { Name: 'one', SecretString: 'x' });
    await expect(request(aws, 'secretsmanager', 'DescribeSecret', one)).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
    expect((await request(aws, 'secretsmanager', 'DescribeSecret', one)).Name).toBe('one');
  });
});

describe('the log of calls', () => {
  it('says who asked for what, and when', async () => {
    const aws = await withFunction();
    await invoke(aws, 'maker');
    const [invocation, creation] = aws.home.calls.calls;
    expect(invocation).toMatchObject({ operation: 'lambda:Invoke', caller: { kind: 'person' } });
    expect(creation).toMatchObject({ operation: createSecret, caller: { kind: 'role' }, input: { Name: 'made' } });
    expect(creation!.at).toBeGreaterThan(invocation!.at);
  });

  it('says what each was about and how it was answered, whether it was let in or not', async () => {
    const aws = await localAws();
    const { log, ask } = { log: aws.home.calls, ask: (operation: string, input = {}) => request(aws, 'kms', operation, input) };
    const { KeyMetadata } = await ask('CreateKey');
    await ask('DescribeKey', { KeyId: KeyMetadata.KeyId });
    await expect(ask('DescribeKey', {})).rejects.toThrow();
    aws.home.faults.inject({ operation: 'kms:ListKeys', when: 'before', error: new AwsError('Busy', 'later', { status: 503 }) });
    await expect(ask('ListKeys')).rejects.toThrow('later');
    expect(log.requests).toMatchObject([
      { operation: 'kms:CreateKey', resources: ['*'], status: 200, letIn: true, region: 'us-east-1', accountId: '123456789012' },
      { operation: 'kms:DescribeKey', resources: [KeyMetadata.Arn], status: 200, letIn: true },
      { operation: 'kms:DescribeKey', status: 400, letIn: false },
      { operation: 'kms:ListKeys', status: 503, letIn: true },
    ]);
    expect(log.calls).toHaveLength(3);
  });
});

describe('a reset', () => {
  it('begins anew at the same address, in the same time, with functions that are loaded already', async () => {
    const aws = await withFunction();
    await invoke(aws, 'maker');
    await aws.home.clock.advance(3600);
    const before = aws.home;
    aws.reset();
    expect(aws.home).not.toBe(before);
    expect(aws.home.clock.date().toISOString()).toBe('2026-01-05T09:00:00.000Z');
    expect((await request(aws, 'secretsmanager', 'ListSecrets')).SecretList).toEqual([]);
    createFunction(aws, 'maker', makesSecret);
    expect((await invoke(aws, 'maker')).payload.status).toBe(200);
    expect(secrets(aws)).toBe(1);
  });
});
