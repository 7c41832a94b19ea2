import { describe, expect, it } from 'vitest';
import { readTemplate } from '../../emulator/cloudformation/read-template.ts';
import { matchesParts } from '../../emulator/service/wildcard.ts';
import { localAws, request } from '../local-aws.ts';
import { processorTime } from '../processor-time.ts';

const backAndForth = 'a'.repeat(40);

async function inTime<T>(work: () => Promise<T>): Promise<T> {
  const taken = processorTime();
  const done = await work();
  expect(taken()).toBeLessThan(2_000);
  return done;
}

describe('A pattern that somebody sends takes no time, on whatever it is tried:', () => {
  it("SSM's allowed pattern", async () => {
    const aws = await localAws();
    const put = (AllowedPattern: string, Value: string) =>
      request(aws, 'ssm', 'PutParameter', { Name: 'p', Type: 'String', Value, AllowedPattern });
    const refused = { code: 'InvalidAllowedPatternException' };
    await inTime(() => expect(put('(a+)+', `${backAndForth}b`)).rejects.toMatchObject(refused));
    await expect(put('(', 'x')).rejects.toMatchObject(refused);
    expect(await put('a+', backAndForth)).toMatchObject({ Version: 1 });
  });

  it("CloudFormation's allowed pattern, on the first of many parameters", async () => {
    const aws = await localAws();
    const endless = { Type: 'String', AllowedPattern: '(a+)+', Default: `${backAndForth}b` };
    const Parameters = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`P${index}`, endless]));
    const template = { Parameters, Resources: { Topic: { Type: 'AWS::SNS::Topic' } } };
    const deployed = () => aws.deploy({ template, artifacts: '/nowhere', stackName: 'sample' });
    await inTime(() => expect(deployed()).rejects.toThrow(/parameter P0: AllowedPattern \(a\+\)\+ takes too long on 'a+b'$/));
  });

  it('the keys of a template in YAML', async () => {
    const keys = Array.from({ length: 12_000 }, (_, index) => ` K${index}: {}`);
    await inTime(async () => expect(Object.keys(readTemplate(`Resources:\n${keys.join('\n')}`).Resources)).toHaveLength(12_000));
  });

  it("EventBridge's wildcards", async () => {
    const aws = await localAws();
    await request(aws, 'events', 'PutRule', {
      Name: 'r',
      EventPattern: JSON.stringify({ detail: { a: [{ wildcard: `${'*a'.repeat(30)}*b` }] } }),
    });
    const Detail = JSON.stringify({ a: 'a'.repeat(100_000) });
    const put = () => request(aws, 'events', 'PutEvents', { Entries: [{ Source: 's', DetailType: 't', Detail }] });
    expect(await inTime(put)).toMatchObject({ FailedEntryCount: 0 });
  });

  it("EC2's filters", async () => {
    const aws = await localAws();
    const body = new URLSearchParams({
      Action: 'DescribeSubnets',
      Version: '2016-11-15',
      'Filter.1.Name': 'vpc-id',
      'Filter.1.Value.1': '*-*-*-*-*-*-*-*-*-*-?'.repeat(500),
    });
    const answer = await inTime(() => fetch(aws.url, { method: 'POST', body }));
    expect(answer.status).toBe(200);
  });

  it.each([
    ['a*c', 'abc', true],
    ['a*c', 'ac', true],
    ['a*c', 'acb', false],
    ['a*a', 'a', false],
    ['*', '', true],
    ['a*b*c', 'aXbXc', true],
    ['a*b*c', 'acb', false],
    ['a*bc*bc', 'abc', false],
    ['', '', true],
    ['a', 'ab', false],
  ])('%s on %s', (pattern, value, matches) => {
    expect(matchesParts(pattern.split('*'), value)).toBe(matches);
  });

  it('a text that breaks a pattern of a model and quotes its refusal', async () => {
    const aws = await localAws();
    const text = `${"' at 'x' failed to satisfy constraint: Member must satisfy regular expression pattern: ".repeat(5_000)}\u0000`;
    await inTime(() => expect(request(aws, 'secretsmanager', 'DescribeSecret', { SecretId: text })).rejects.toThrow());
    await inTime(() =>
      expect(request(aws, 'acm-pca', 'DescribeCertificateAuthority', { CertificateAuthorityArn: text })).rejects.toThrow(),
    );
  });
});
