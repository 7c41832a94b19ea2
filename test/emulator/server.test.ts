import { once } from 'node:events';
import { connect } from 'node:net';
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { cbor } from '@smithy/core/cbor';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../emulator/kernel/aws-error.ts';
import { connection, localAws, request } from '../local-aws.ts';

describe('the local AWS', () => {
  it('refuses an operation that it does not emulate by name', async () => {
    const emulator = await localAws();
    await expect(request(emulator, 'kms', 'ReEncryptEverything')).rejects.toMatchObject({ code: 'UnknownOperationException' });
    await expect(new KMSClient(connection(emulator)).send(new ListKeysCommand({ Limit: 0 }))).rejects.toThrow();
  });

  it('says that it is well, what time it is and where its programs are', async () => {
    const emulator = await localAws();
    const response = await fetch(`${emulator.url}/_emulator/health`);
    expect(await response.json()).toEqual({ status: 'ok', now: '2026-01-05T09:00:00.000Z', bin: emulator.bin, pkcs11: emulator.pkcs11 });
  });

  it('says how long an answer is, as AWS does, and sends it in one piece', async () => {
    const emulator = await localAws();
    const response = await fetch(emulator.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'BaldrApiService.DescribeClusters' },
      body: '{}',
    });
    expect(response.headers.get('content-length')).toBe(String((await response.text()).length));
    expect(response.headers.get('transfer-encoding')).toBeNull();
  });

  it('spells the id of a request as AWS does, for who looks closely', async () => {
    const emulator = await localAws();
    const socket = connect(Number(new URL(emulator.url).port), '127.0.0.1');
    socket.end('GET /?Action=GetCallerIdentity&Version=2011-06-15 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n');
    const [first] = await once(socket, 'data');
    expect(String(first)).toContain('\r\nx-amzn-RequestId: ');
  });

  it('knows a caller by the access key', async () => {
    const emulator = await localAws();
    const response = await fetch(emulator.url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' }),
    });
    expect(await response.text()).toContain('<Account>123456789012</Account>');
  });

  it.each([
    ['GET', '/bucket/key?X-Amz-Credential=any%2F20260105%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Signature=0', 's3 presigned URL'],
    ['PUT', '/bucket/key?AWSAccessKeyId=any&Signature=0&Expires=1', 's3 presigned URL'],
    ['GET', '/bucket/key', 's3 signature of version 2', 'AWS any:0'],
    ['GET', '/2013-04-01/hostedzone', 'route53 GET /2013-04-01/hostedzone', 'route53'],
    ['GET', '/2020-05-31/distribution', 'cloudfront GET /2020-05-31/distribution', 'cloudfront'],
    ['POST', '/', 'sts without Action in the form', 'sts'],
  ])('says in the XML that its client reads that %s %s is not emulated', async (method, path, what, signed = '') => {
    const { url } = await localAws();
    const authorization = /^[a-z0-9]+$/.test(signed) ? `AWS4-HMAC-SHA256 Credential=any/20260105/us-east-1/${signed}/aws4_request` : signed;
    const form = signed === 'sts' && { 'content-type': 'application/x-www-form-urlencoded' };
    const headers = { ...form, ...(authorization && { authorization }) };
    const response = await fetch(`${url}${path}`, { method, headers });
    expect(response.headers.get('content-type')).toMatch(/xml$/);
    expect(await response.text()).toContain(`<Message>${what} is not emulated; docs/api-coverage.md lists what is</Message>`);
  });

  it.each([
    ['GET', '/bucket/key'],
    ['PUT', '/bucket/key'],
    ['GET', '/bucket?list-type=2'],
    ['HEAD', '/bucket'],
  ])('answers %s %s without a signature as S3 does to whoever is nobody', async (method, path) => {
    const { url } = await localAws();
    const response = await fetch(`${url}${path}`, { method });
    expect([response.status, response.headers.get('content-type')]).toEqual([403, 'application/xml']);
    const body = await response.text();
    if (method === 'HEAD') expect(body).toBe('');
    else expect(body).toContain('<Error><Code>AccessDenied</Code><Message>Access Denied</Message>');
  });

  it('tells whoever looks at it what it is', async () => {
    const { url } = await localAws();
    const response = await fetch(url);
    const { message } = (await response.json()) as { message: string };
    expect([response.status, message]).toEqual([403, expect.stringContaining(`AWS_ENDPOINT_URL=${url}; GET ${url}/_emulator/health`)]);
  });

  it('answers another path of Lambda without a signature as Lambda does', async () => {
    const { url } = await localAws();
    const response = await fetch(`${url}/2015-03-31/functions/any`, { method: 'PUT' });
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/json']);
  });

  it.each([
    ['TrentService', 'toString'],
    ['BaldrApiService', 'constructor'],
    ['BaldrApiService', '__proto__'],
    ['ACMPrivateCA', 'hasOwnProperty'],
  ])('refuses %s.%s, which every object has and no service', async (prefix, operation) => {
    const { url } = await localAws();
    const response = await fetch(url, { method: 'POST', headers: { 'x-amz-target': `${prefix}.${operation}` }, body: '{}' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: 'UnknownOperationException' });
  });

  describe('refuses what is not emulated in one sentence, in the protocol of its caller:', () => {
    const signed = (service: string) => ({
      authorization: `AWS4-HMAC-SHA256 Credential=person/20260105/us-east-1/${service}/aws4_request`,
    });
    const form = (service: string, fields: Record<string, string>) => ({
      headers: signed(service),
      body: new URLSearchParams(fields),
    });
    const target = (service: string, operation: string) => ({ headers: { ...signed(service), 'x-amz-target': operation }, body: '{}' });

    it.each([
      ['a service, JSON', target('athena', 'AmazonAthena.PutMetricData'), '{"__type":"UnknownOperationException"'],
      ['a service, form', form('autoscaling', { Action: 'PutMetricData', Version: '2011-01-01' }), '<Code>InvalidAction</Code>'],
      ['an operation, JSON', target('kms', 'TrentService.PutMetricData'), '{"__type":"UnknownOperationException"'],
      ['an operation, form', form('sns', { Action: 'PutMetricData', Version: '2010-03-31' }), '<Code>InvalidAction</Code>'],
      ['a form that says no version, form', form('sns', { Action: 'PutMetricData' }), '<Code>InvalidAction</Code>'],
      ['an operation, form of EC2', form('ec2', { Action: 'PutMetricData', Version: '2016-11-15' }), '<Code>InvalidAction</Code>'],
      ['an operation, form of SQS', form('sqs', { Action: 'PutMetricData', Version: '2012-11-05' }), '<Code>InvalidAction</Code>'],
    ])('%s', async (_, request, start) => {
      const { url } = await localAws();
      const response = await fetch(url, { method: 'POST', ...request });
      const service = /\d\/([a-z0-9]+)\/aws4/.exec(request.headers.authorization.replace('us-east-1/', ''))?.[1];
      const text = await response.text();
      expect(response.status).toBe(400);
      expect(text).toContain(start);
      expect(text).toContain(`${service} PutMetricData is not emulated; docs/api-coverage.md lists what is`);
    });

    it('a path', async () => {
      const { url } = await localAws();
      const response = await fetch(`${url}/restapis`, { headers: signed('apigateway') });
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({
        message: 'apigateway GET /restapis is not emulated; docs/api-coverage.md lists what is',
      });
    });

    it('CBOR', async () => {
      const { url } = await localAws();
      const path = '/service/AmazonAthena/operation/PutMetricData';
      const headers = { ...signed('athena'), 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' };
      const response = await fetch(url + path, { method: 'POST', headers, body: Buffer.from('a0', 'hex') });
      expect(response.status).toBe(400);
      expect(response.headers.get('smithy-protocol')).toBe('rpc-v2-cbor');
      expect(cbor.deserialize(new Uint8Array(await response.arrayBuffer()))).toEqual({
        __type: 'UnknownOperationException',
        message: 'athena PutMetricData is not emulated; docs/api-coverage.md lists what is',
      });
    });
  });

  it('answers what nobody expected in the protocol of its caller', async () => {
    const { url, home } = await localAws();
    const broken = () => {
      throw new TypeError('a mistake of the emulator');
    };
    for (const operation of ['sns:ListTopics', 'kms:ListKeys', 'lambda:ListFunctions'])
      home.faults.inject({ operation, when: 'before', error: new AwsError('Unused', ''), only: broken });
    const answers = [
      await fetch(url, { method: 'POST', body: new URLSearchParams({ Action: 'ListTopics', Version: '2010-03-31' }) }),
      await fetch(url, { method: 'POST', headers: { 'x-amz-target': 'TrentService.ListKeys' }, body: '{}' }),
      await fetch(`${url}/2015-03-31/functions`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([500, 500, 500]);
    const [xml, json, rest] = await Promise.all(answers.map((answer) => answer.text()));
    expect(xml).toMatch(/<Code>InternalFailure<\/Code><Message>TypeError: a mistake of the emulator/);
    expect(JSON.parse(json!)).toMatchObject({ __type: 'InternalFailure', message: expect.stringContaining('a mistake of the emulator') });
    expect(JSON.parse(rest!)).toMatchObject({ message: expect.stringContaining('a mistake of the emulator') });
  });

  it('takes no fraction for a whole number, and prints lists as AWS’s Java does', async () => {
    const emulator = await localAws();
    await expect(request(emulator, 'cloudhsmv2', 'DescribeClusters', { MaxResults: 1.5 })).rejects.toMatchObject({
      code: 'SerializationException',
    });
    const TagList = Array.from({ length: 51 }, (_, index) => ({ Key: `key-${index}`, Value: '' }));
    await expect(request(emulator, 'cloudhsmv2', 'TagResource', { ResourceId: 'cluster-aaaaaaaaaaa', TagList })).rejects.toThrow(
      "Value '[Tag(key=key-0, value=), Tag(key=key-1, value=)",
    );
  });

  it.each([
    ['is no text', '/2015-03-31/functions/%E0%A4%A', 400],
    ['is no path', '//', 400],
    ['names nothing', '/%', 403],
  ])('refuses a path that %s', async (_, path, status) => {
    const { hostname, port } = new URL((await localAws()).url);
    const socket = connect(Number(port), hostname).setEncoding('utf8');
    socket.end(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    let answer = '';
    for await (const text of socket) answer += text;
    expect(answer).toContain(` ${status} `);
    expect(answer).not.toContain('.ts:');
  });

  it('refuses a body by the path that is routed, not by the one that is written', async () => {
    const { hostname, port } = new URL((await localAws()).url);
    const socket = connect(Number(port), hostname).setEncoding('utf8');
    const lines = [
      'GET /_emulator/.. HTTP/1.1',
      'Host: localhost',
      'Connection: close',
      'Content-Encoding: gzip',
      'Content-Length: 1',
      '',
      'x',
    ];
    socket.end(lines.join('\r\n'));
    let answer = '';
    for await (const text of socket) answer += text;
    expect(answer).toMatch(/x-amzn-errortype: SerializationException/i);
  });

  it('outlives a client that goes away in the middle of a request', async () => {
    const emulator = await localAws();
    const { hostname, port } = new URL(emulator.url);
    for (const leave of ['end', 'resetAndDestroy'] as const) {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => {}).resume();
      await once(socket, 'connect');
      socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nx');
      const gone = once(socket, 'close');
      socket[leave]();
      await gone;
    }
    expect(await request(emulator, 'kms', 'ListKeys')).toMatchObject({ Keys: [] });
  });

  it.each([{}, { seconds: 'abc' }, { seconds: -1 }, { seconds: 1e18 }, null])(
    'leaves the clock alone where it is to advance by %j',
    async (body) => {
      const { url, home } = await localAws();
      const before = home.clock.now();
      const response = await fetch(`${url}/_emulator/advance`, { method: 'POST', body: JSON.stringify(body) });
      expect(response.status).toBe(400);
      expect(home.clock.now()).toBe(before);
    },
  );
});
