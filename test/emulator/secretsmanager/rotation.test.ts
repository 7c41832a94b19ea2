import { describe, expect, it } from 'vitest';
import { request } from '../../local-aws.ts';
import { createFunction, lambdaAws, logged } from '../lambda/functions.ts';

const day = 24 * 3600;

/** Does as a rotation function does, in the service's own requests; what follows says where it fails. */
const source = (failing = '') => `
async function ask(operation, input) {
  const { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: key } = process.env;
  const authorization = \`AWS4-HMAC-SHA256 Credential=\${key}/20260105/us-east-1/secretsmanager/aws4_request\`;
  const headers = { 'x-amz-target': \`secretsmanager.\${operation}\`, 'content-type': 'application/x-amz-json-1.1', authorization };
  return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(input) })).json();
}
export const handler = async (event) => {
  console.log(Object.keys(event).join(), event.Step);
  const { SecretId, ClientRequestToken, Step } = event;
  ${failing}
  if (Step === 'createSecret')
    await ask('PutSecretValue', { SecretId, ClientRequestToken, SecretString: 'new', VersionStages: ['AWSPENDING'] });
  if (Step !== 'finishSecret') return;
  const { VersionIdsToStages } = await ask('DescribeSecret', { SecretId });
  const RemoveFromVersionId = Object.keys(VersionIdsToStages).find((id) => VersionIdsToStages[id].includes('AWSCURRENT'));
  await ask('UpdateSecretVersionStage', { SecretId, VersionStage: 'AWSCURRENT', MoveToVersionId: ClientRequestToken, RemoveFromVersionId });
};`;

async function rotated(input: object = {}, failing?: string) {
  const aws = await lambdaAws();
  const RotationLambdaARN = createFunction(aws, 'rotates', source(failing));
  const ask = (operation: string, rest: object = {}) => request(aws, 'secretsmanager', operation, { SecretId: 'hsm/admin', ...rest });
  await request(aws, 'secretsmanager', 'CreateSecret', { Name: 'hsm/admin', SecretString: 'old' });
  const steps = () => logged(aws, 'rotates').flatMap((line) => /\tINFO\tStep,SecretId,ClientRequestToken (\w+)$/.exec(line)?.[1] ?? []);
  const { VersionId } = await ask('RotateSecret', { RotationLambdaARN, ...input });
  await aws.home.clock.idle();
  return { aws, ask, steps, VersionId };
}

const all = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'];

describe('a secret that is rotated', () => {
  it('has the value that the function gives it, in four steps, and no version that waits', async () => {
    const { ask, steps, VersionId } = await rotated();
    expect(steps()).toEqual(all);
    expect(await ask('GetSecretValue')).toMatchObject({ SecretString: 'new', VersionId, VersionStages: ['AWSCURRENT'] });
  });

  it('is rotated again when its days are over, until that is cancelled', async () => {
    const { aws, ask, steps } = await rotated({ RotationRules: { AutomaticallyAfterDays: 30 } });
    await aws.home.clock.advance(29 * day);
    expect(steps()).toEqual(all);
    await aws.home.clock.advance(day);
    await aws.home.clock.idle();
    expect(steps()).toEqual([...all, ...all]);
    await ask('CancelRotateSecret');
    const cancelled = await ask('DescribeSecret');
    expect(cancelled).toMatchObject({ RotationEnabled: false });
    expect(cancelled).not.toHaveProperty('NextRotationDate');
    await aws.home.clock.advance(60 * day);
    expect(steps()).toHaveLength(8);
  });

  it.each([
    [{ AutomaticallyAfterDays: 30 }, '2026-02-04T23:59:59Z', 30],
    [{ AutomaticallyAfterDays: 30, Duration: '3h' }, '2026-02-04T02:59:59Z', 30],
    [{ ScheduleExpression: 'rate(10 days)' }, '2026-01-15T23:59:59Z', 10],
    [{ ScheduleExpression: 'rate(4 hours)' }, '2026-01-05T12:59:59Z', 1],
    [{ ScheduleExpression: 'cron(0 16 1 * ? *)', Duration: '2h' }, '2026-02-01T17:59:59Z', 28],
    [{ ScheduleExpression: 'cron(0 0/8 * * ? *)' }, '2026-01-05T16:59:59Z', 1],
    [{ ScheduleExpression: 'cron(30 6 ? * MON *)' }, '2026-01-12T23:59:59Z', 7],
  ])('tells by when it is rotated next, and every how many days: %j', async (RotationRules, next, days) => {
    const { ask } = await rotated({ RotationRules });
    const told = await ask('DescribeSecret');
    expect(told).toMatchObject({
      NextRotationDate: Date.parse(next) / 1000,
      RotationRules: { ...RotationRules, AutomaticallyAfterDays: days },
    });
  });

  it('waits its days from the last time that somebody gave it a value', async () => {
    const { aws, ask, steps } = await rotated({ RotationRules: { AutomaticallyAfterDays: 30 } });
    await aws.home.clock.advance(20 * day);
    await ask('PutSecretValue', { SecretString: 'by hand', ClientRequestToken: 'by-hand-by-hand-by-hand-by-hand-by' });
    await aws.home.clock.advance(29 * day);
    expect(steps()).toEqual(all);
    await aws.home.clock.advance(day);
    await aws.home.clock.idle();
    expect(steps()).toEqual([...all, ...all]);
  });

  it('is only tested where it is not to be rotated yet', async () => {
    const { ask, steps, VersionId } = await rotated({ RotateImmediately: false, RotationRules: { ScheduleExpression: 'rate(4 hours)' } });
    expect(steps()).toEqual(['testSecret']);
    const { VersionIdsToStages, LastRotatedDate } = await ask('DescribeSecret');
    expect(VersionIdsToStages).not.toHaveProperty(VersionId);
    expect(LastRotatedDate).toBeUndefined();
  });

  it('keeps what a failed step leaves, and tries it again when it is asked to', async () => {
    const { aws, ask, steps, VersionId } = await rotated({}, "if (Step === 'setSecret') throw new Error('no');");
    expect(steps()).toEqual(['createSecret', 'setSecret']);
    expect(await ask('GetSecretValue', { VersionStage: 'AWSPENDING' })).toMatchObject({ SecretString: 'new', VersionId });
    await expect(ask('RotateSecret')).rejects.toThrow("A previous rotation isn't complete. That rotation will be reattempted.");
    await aws.home.clock.idle();
    expect(steps()).toEqual(['createSecret', 'setSecret', 'createSecret', 'setSecret']);
    expect(await ask('GetSecretValue')).toMatchObject({ SecretString: 'old' });
  });

  it('has no value in the version that waits, until the function puts one there', async () => {
    const { ask, VersionId } = await rotated({}, "throw new Error('no');");
    await expect(ask('GetSecretValue', { VersionId })).rejects.toThrow(`can't find the specified secret value for VersionId: ${VersionId}`);
  });

  it('goes on where it was deleted meanwhile and is restored', async () => {
    const { aws, ask, steps } = await rotated({ RotationRules: { AutomaticallyAfterDays: 10 } });
    await aws.home.clock.during(async () => {
      await ask('RotateSecret');
      await ask('DeleteSecret');
    });
    await aws.home.clock.idle();
    await aws.home.clock.advance(12 * day);
    expect(steps()).toHaveLength(4);
    await ask('RestoreSecret');
    expect((await ask('DescribeSecret')).NextRotationDate).toBeGreaterThan(aws.home.clock.now() / 1000);
    await expect(ask('RotateSecret')).rejects.toThrow("A previous rotation isn't complete. That rotation will be reattempted.");
    await aws.home.clock.idle();
    expect(steps()).toEqual([...all, ...all]);
    await aws.home.clock.advance(10 * day);
    await aws.home.clock.idle();
    expect(steps()).toHaveLength(12);
  });

  it('is not tested anew while it is rotated, nor rotated twice at once where that was cancelled', async () => {
    const { aws, ask, steps } = await rotated();
    const VersionId = await aws.home.clock.during(async () => {
      const { VersionId } = await ask('RotateSecret');
      await expect(ask('RotateSecret', { RotateImmediately: false })).rejects.toThrow("A previous rotation isn't complete.");
      expect(await ask('CancelRotateSecret')).toMatchObject({ VersionId });
      await ask('RotateSecret', { ClientRequestToken: VersionId });
      return VersionId;
    });
    await aws.home.clock.idle();
    expect(steps()).toEqual([...all, ...all]);
    expect(await ask('GetSecretValue')).toMatchObject({ VersionId, VersionStages: ['AWSCURRENT'] });
  });

  it.each([
    [{ AutomaticallyAfterDays: 1, ScheduleExpression: 'rate(1 day)' }],
    [{ ScheduleExpression: 'every day' }],
    [{ ScheduleExpression: 'rate(3 hours)' }],
  ])('refuses the rules %j', async (RotationRules) => {
    await expect(rotated({ RotationRules })).rejects.toMatchObject({ code: 'InvalidParameterException' });
  });
});
