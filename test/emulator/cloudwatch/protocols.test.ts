import { gzipSync } from 'node:zlib';
import { CloudWatchClient, GetMetricStatisticsCommand, ListMetricsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { decode, encode, Token, Type } from 'cborg';
import { expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { connection, localAws } from '../../local-aws.ts';
import { epoch } from './cloudwatch.ts';

const authorization = 'AWS4-HMAC-SHA256 Credential=person/20260101/us-east-1/monitoring/aws4_request, SignedHeaders=host, Signature=0';

/** As the SDKs for Go and Java ask. */
async function inCbor({ url }: Emulator, operation: string, input: object) {
  const headers = { authorization, 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' };
  const encoded = (date: Date) => [new Token(Type.tag, 1), new Token(Type.float, date.getTime() / 1000)];
  const body = Buffer.from(encode(input, { typeEncoders: { Date: encoded } }));
  const response = await fetch(`${url}/service/GraniteServiceVersion20100801/operation/${operation}`, { method: 'POST', headers, body });
  expect(response.headers.get('smithy-protocol')).toBe('rpc-v2-cbor');
  const tags = { 1: (content: () => unknown) => new Date(Number(content()) * 1000) };
  const answer = decode(new Uint8Array(await response.arrayBuffer()), { tags }) as any;
  return { status: response.status, queryError: response.headers.get('x-amzn-query-error'), answer };
}

/** As an AWS CLI asks that is older than 2.30. */
async function inForms({ url }: Emulator, Action: string, fields: Record<string, string>) {
  const body = new URLSearchParams({ Action, Version: '2010-08-01', ...fields });
  const response = await fetch(url, { method: 'POST', headers: { authorization }, body });
  return { status: response.status, xml: await response.text() };
}

const statistics = { Namespace: 'Shop', MetricName: 'Waiting', Period: 3600, Statistics: ['Average' as const] };
const window = { StartTime: new Date(epoch * 1000), EndTime: new Date((epoch + 3600) * 1000) };

it('says the same in JSON, in forms and in CBOR', async () => {
  const aws = await localAws();
  const client = new CloudWatchClient(connection(aws));
  await client.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData: [{ MetricName: 'Waiting', Value: 2.5, Unit: 'Count' }] }));

  const datapoint = { Timestamp: window.StartTime, Average: 2.5, Unit: 'Count' };
  expect((await client.send(new GetMetricStatisticsCommand({ ...statistics, ...window }))).Datapoints).toEqual([datapoint]);
  expect((await inCbor(aws, 'GetMetricStatistics', { ...statistics, ...window })).answer).toEqual({
    Label: 'Waiting',
    Datapoints: [datapoint],
  });
  const { StartTime, EndTime } = window;
  const fields = { StartTime: StartTime.toISOString(), EndTime: EndTime.toISOString(), Period: '3600', 'Statistics.member.1': 'Average' };
  expect((await inForms(aws, 'GetMetricStatistics', { Namespace: 'Shop', MetricName: 'Waiting', ...fields })).xml).toContain(
    '<member><Timestamp>2026-01-05T09:00:00.000Z</Timestamp><Average>2.5</Average><Unit>Count</Unit></member>',
  );
});

it('refuses in each of them, with the code that the service had in forms', async () => {
  const aws = await localAws();
  const client = new CloudWatchClient(connection(aws));
  const refused = { ...statistics, StartTime: window.EndTime, EndTime: window.StartTime };

  await expect(client.send(new GetMetricStatisticsCommand(refused))).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  expect(await inCbor(aws, 'GetMetricStatistics', refused)).toMatchObject({
    status: 400,
    queryError: 'InvalidParameterValue;Sender',
    answer: { __type: 'InvalidParameterValueException' },
  });
  // an error that no operation declares (localstack test_set_alarm_invalid_input, recorded on AWS)
  const state = { AlarmName: 'none', StateValue: 'INVALID', StateReason: 'why' };
  expect(await inCbor(aws, 'SetAlarmState', state)).toMatchObject({
    queryError: 'ValidationError;Sender',
    answer: { __type: 'ValidationException' },
  });
  expect((await inForms(aws, 'SetAlarmState', state)).xml).toContain('<Code>ValidationError</Code>');
  expect(await inForms(aws, 'DeleteAlarms', { 'AlarmNames.member.1': 'none' })).toMatchObject({
    status: 404,
    xml: expect.stringContaining('<Code>ResourceNotFound</Code>'),
  });
  expect(await inCbor(aws, 'PutAnomalyDetector', {})).toMatchObject({ status: 400, answer: { __type: 'UnknownOperationException' } });
});

it('reads what an SDK has packed by gzip', async () => {
  const aws = await localAws();
  const client = new CloudWatchClient({ ...connection(aws), requestMinCompressionSizeBytes: 1 });
  await client.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData: [{ MetricName: 'Waiting', Value: 1 }] }));

  expect((await client.send(new ListMetricsCommand({}))).Metrics?.map(({ MetricName }) => MetricName)).toContain('Waiting');

  const post = (body: Buffer) =>
    fetch(aws.url, {
      method: 'POST',
      headers: { authorization, 'x-amz-target': 'GraniteServiceVersion20100801.ListMetrics', 'content-encoding': 'gzip' },
      body,
    });
  expect((await post(Buffer.from('not packed'))).status).toBe(400);
  expect((await post(gzipSync(Buffer.alloc(100_000_000)))).status).toBe(413);
});

it.each([
  ['nothing', ''],
  ['a break alone', 'ff'],
  ['a list that says it is huge', '9bffffffffffffffff'],
  ['a text that ends too early', '7a7fffffff61'],
  ['lists within lists', '81'.repeat(100_000)],
  ['a number as the whole', '01'],
])('refuses %s that is to be CBOR, and goes on', async (_, hex) => {
  const aws = await localAws();
  const headers = { authorization, 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' };
  const path = '/service/GraniteServiceVersion20100801/operation/PutMetricData';
  const response = await fetch(aws.url + path, { method: 'POST', headers, body: Buffer.from(hex, 'hex') });
  expect(response.status).toBe(400);
  expect((await inCbor(aws, 'ListMetrics', {})).status).toBe(200);
});
