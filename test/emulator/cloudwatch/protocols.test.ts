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

const post = ({ url }: Emulator, headers: Record<string, string>, body: string | Uint8Array<ArrayBuffer>, path = '') =>
  fetch(url + path, { method: 'POST', headers: { authorization, ...headers }, body });

function doubleOf(value: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes.toString('hex');
}

const person = { kind: 'person' as const, arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'person' };
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
    '<member><Timestamp>2026-01-05T09:00:00Z</Timestamp><Average>2.5</Average><Unit>Count</Unit></member>',
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

it('tells doubles and times as such, also whole ones', async () => {
  const aws = await localAws();
  const alarm = { AlarmName: 'waiting', Threshold: 30, EvaluationPeriods: 1, ComparisonOperator: 'GreaterThanThreshold' as const };
  await aws.home.call('cloudwatch', 'PutMetricAlarm', { ...alarm, ...statistics, Statistics: undefined, Statistic: 'Sum' }, person);

  const inJson = await post(aws, { 'x-amz-target': 'GraniteServiceVersion20100801.DescribeAlarms' }, '{}');
  const text = await inJson.text();
  expect(text).toContain('"Threshold":30.0');
  expect(text).toContain('"EvaluationPeriods":1,');
  expect(text).toContain(`"StateUpdatedTimestamp":${epoch}.0`);
  const headers = { 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' };
  const inBytes = await post(aws, headers, encode({}), '/service/GraniteServiceVersion20100801/operation/DescribeAlarms');
  const hex = Buffer.from(await inBytes.arrayBuffer()).toString('hex');
  const named = (name: string) => Buffer.from(name).toString('hex');
  expect(hex).toContain(`${named('Threshold')}fb${doubleOf(30)}`);
  expect(hex).toContain(`${named('StateUpdatedTimestamp')}c1fb${doubleOf(epoch)}`);
  const { xml } = await inForms(aws, 'DescribeAlarms', {});
  expect(xml).toContain('<Threshold>30.0</Threshold>');
  expect(xml).toContain('<StateUpdatedTimestamp>2026-01-05T09:00:00Z</StateUpdatedTimestamp>');
});

it('says what has no words without a message, and in forms whose error it is', async () => {
  const aws = await localAws();
  const state = { AlarmName: 'none', StateValue: 'OK', StateReason: 'why' };
  expect((await inCbor(aws, 'SetAlarmState', state)).answer).toEqual({ __type: 'ResourceNotFound' });
  const { xml } = await inForms(aws, 'SetAlarmState', state);
  expect(xml).toContain(
    '<ErrorResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/"><Error><Type>Sender</Type><Code>ResourceNotFound</Code></Error>',
  );
});

it('has the status of forms for those who ask for it alone', async () => {
  const aws = await localAws();
  const state = JSON.stringify({ AlarmName: 'none', StateValue: 'OK', StateReason: 'why' });
  const target = { 'x-amz-target': 'GraniteServiceVersion20100801.SetAlarmState' };
  expect((await post(aws, target, state)).status).toBe(400);
  expect((await post(aws, { ...target, 'x-amzn-query-mode': 'true' }, state)).status).toBe(404);
  expect((await inForms(aws, 'SetAlarmState', JSON.parse(state))).status).toBe(404);
});

it('reads what an SDK has packed by gzip', async () => {
  const aws = await localAws();
  const client = new CloudWatchClient({ ...connection(aws), requestMinCompressionSizeBytes: 1 });
  await client.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData: [{ MetricName: 'Waiting', Value: 1 }] }));

  expect((await client.send(new ListMetricsCommand({}))).Metrics?.map(({ MetricName }) => MetricName)).toContain('Waiting');

  const packed = { 'x-amz-target': 'GraniteServiceVersion20100801.ListMetrics', 'content-encoding': 'gzip' };
  expect((await post(aws, packed, Buffer.from('not packed'))).status).toBe(400);
  expect((await post(aws, packed, gzipSync(Buffer.alloc(100_000_000)))).status).toBe(413);
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
