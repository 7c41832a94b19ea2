import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { largestBody } from '../../emulator/protocol/received.ts';
import { localAws, request } from '../local-aws.ts';
import { processorTime } from '../processor-time.ts';
import { exchange } from './exchange.ts';

const listMachines = { 'x-amz-target': 'AWSStepFunctions.ListStateMachines', 'content-type': 'application/x-amz-json-1.0' };

describe('The port answers this machine only', () => {
  it.each([
    '127.0.0.1',
    'localhost',
    'LOCALHOST',
    '[::1]',
    'sqs.us-east-1.localhost',
    'localhost:1',
    'sync-localhost',
    'sync-127.0.0.1:80',
  ])('as %s', async (host) => {
    const { url } = await localAws();
    expect(await exchange(url, { headers: { ...listMachines, host }, body: '{}' })).toMatchObject({ status: 200 });
  });

  it.each(['rebind.example', 'localhost.example', 'sync-localhost.example', '127.0.0.1.example', 'a@localhost', '10.0.0.1', 'localhost/x'])(
    'not as "%s"',
    async (host) => {
      const { url } = await localAws();
      const { status, text } = await exchange(url, { headers: { ...listMachines, host }, body: '{}' });
      expect(status).toBe(403);
      expect(JSON.parse(text)).toMatchObject({ __type: 'AccessDeniedException', message: expect.stringContaining(`use ${url}, or start`) });
    },
  );

  it.each(['https://a.example', 'null', 'http://localhost:3000', 'file://', 'http://127.0.0.1.example'])(
    'and no page of %s',
    async (origin) => {
      const { url, home } = await localAws();
      const before = home.clock.now();
      const headers = { origin, 'content-type': 'text/plain' };
      const { status, text } = await exchange(`${url}/_emulator/advance`, { headers, body: '{"seconds":1}' });
      expect(status).toBe(403);
      expect(text).toContain('which sends no Origin');
      expect(home.clock.now()).toBe(before);
    },
  );

  it.each(['cross-site', 'same-site'])('and nothing that a page has fetched as an image or a link: %s', async (site) => {
    const { url, home } = await localAws();
    const fetched = `${url}/?Action=CreateTopic&Name=pages&Version=2010-03-31`;
    const { status, text } = await exchange(fetched, { method: 'GET', headers: { 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors' } });
    expect([status, text]).toEqual([403, expect.stringContaining(`Sec-Fetch-Site: ${site}`)]);
    expect([...home.sns.topics.keys()]).toEqual([]);
    // typed by a person, or of a page of its own
    for (const own of ['none', 'same-origin'])
      expect(await exchange(fetched, { method: 'GET', headers: { 'sec-fetch-site': own } })).toMatchObject({ status: 200 });
  });

  it('but pages of its own', async () => {
    const { url } = await localAws();
    const own = url.replace('127.0.0.1', 'localhost');
    for (const origin of [url, own])
      expect(await exchange(url, { headers: { ...listMachines, origin }, body: '{}' })).toMatchObject({ status: 200 });
  });

  it('and refuses in the protocol of its caller', async () => {
    const { url } = await localAws();
    const host = 'rebind.example';
    const form = { host, 'content-type': 'application/x-www-form-urlencoded' };
    expect((await exchange(url, { headers: form, body: 'Action=ListTopics&Version=2010-03-31' })).text).toContain(
      '<Code>AccessDeniedException</Code>',
    );
    const rest = await exchange(`${url}/2015-03-31/functions`, { method: 'GET', headers: { host } });
    expect(JSON.parse(rest.text)).toMatchObject({ Message: expect.stringContaining('rebind.example') });
    expect((await exchange(url, { headers: { host, 'smithy-protocol': 'rpc-v2-cbor' } })).type).toBe('application/cbor');
  });

  it('and the names that it is started with', async () => {
    const { url } = await localAws({ host: ['aws.test', '127.0.0.2'] });
    const asked = (to: string, host: string) => exchange(to, { headers: { ...listMachines, host }, body: '{}' });
    expect(await asked(url, 'aws.test:4566')).toMatchObject({ status: 200 });
    expect(await asked(url, 'other.test')).toMatchObject({ status: 403, text: expect.stringContaining('aws.test') });
  });

  it('and each of its addresses, where it is to listen everywhere', async () => {
    const { url } = await localAws({ host: '0.0.0.0' });
    const asked = (host: string) => exchange(url, { headers: { ...listMachines, host }, body: '{}' });
    expect(await asked('192.168.1.5:4566')).toMatchObject({ status: 200 });
    expect(await asked('rebind.example')).toMatchObject({ status: 403 });
  });
});

describe('A request that is too much', () => {
  it.each([
    ['told before', { 'content-length': String(largestBody + 1) }],
    ['in pieces', { 'transfer-encoding': 'chunked' }],
  ])('is 413 in the protocol of its caller, %s', async (_, headers) => {
    const { url } = await localAws();
    const body = Buffer.alloc(largestBody + 1, 'a');
    const json = await exchange(url, { headers: { ...listMachines, ...headers }, body });
    expect(json).toMatchObject({ status: 413, text: expect.stringContaining(`larger than ${largestBody} bytes`) });
    const form = { 'content-type': 'application/x-www-form-urlencoded', ...headers };
    expect(await exchange(url, { headers: form, body })).toMatchObject({
      status: 413,
      text: expect.stringContaining('<Code>RequestEntityTooLargeException</Code>'),
    });
  });

  it('is refused for its fields, and many fields are read at once', async () => {
    const { url } = await localAws();
    const post = async (body: string) => {
      const taken = processorTime();
      const answer = await exchange(url, { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body });
      return { ...answer, milliseconds: taken() };
    };
    const filters = Array.from({ length: 20_000 }, (_, index) => `Filter.${index + 1}.Name=vpc-id&Filter.${index + 1}.Value.1=y`);
    const many = await post(`Action=DescribeSubnets&Version=2016-11-15&${filters.join('&')}`);
    // all of them: EC2 takes so many fields, and then fewer values of filters
    expect(many.text).toContain('<Code>FilterLimitExceeded</Code>');
    expect(many.milliseconds).toBeLessThan(5_000);
    const fields = await post(`Action=DescribeSubnets&Version=2016-11-15${'&a=b'.repeat(100_000)}`);
    expect(fields).toMatchObject({ status: 400, text: expect.stringContaining('<Code>MalformedQueryString</Code>') });
  });

  it.each([`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`, '['.repeat(1_000_000)])('is refused for its depth', async (body) => {
    const { url } = await localAws();
    const { status, text } = await exchange(url, { headers: listMachines, body });
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ __type: 'SerializationException' });
    const aws = await localAws();
    await expect(
      request(aws, 'stepfunctions', 'CreateStateMachine', { name: 'n', roleArn: 'arn:aws:iam::123456789012:role/r', definition: body }),
    ).rejects.toMatchObject({ code: 'InvalidDefinition' });
  });

  it('is cut off where its headers have no end', async () => {
    const { url, home } = await localAws();
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname).setEncoding('utf8');
    let answer = '';
    socket
      .on('error', () => {})
      .on('data', (text) => {
        answer += text;
      });
    socket.write(`POST / HTTP/1.1\r\nHost: localhost\r\n${'x-a: b\r\n'.repeat(3_000)}`);
    await once(socket, 'close');
    expect(answer).toContain('HTTP/1.1 431 ');
    expect(home.calls.requests).toEqual([]);
  });
});

it.each([1e15, -1e15, 'soon', true])('A time that is none is refused: %j', async (Time) => {
  const aws = await localAws();
  const entry = { Source: 's', DetailType: 't', Detail: '{}', Time };
  await expect(request(aws, 'events', 'PutEvents', { Entries: [entry] })).rejects.toMatchObject({ code: 'SerializationException' });
});

describe('What only the emulator serves', () => {
  it.each([
    ['', 'program: has to be "cloudhsm-cli" or "configure-cli"'],
    ['{"command":"user list"}', 'the body: has to be netstrings'],
    ['99999999999:a,', 'the body: has to be netstrings'],
    ['5:hello', 'the body: has to be netstrings'],
    ['4:word,', 'the body: has to be netstrings'],
    ['7:program,2:sh,3:etc,1:/,', 'program: has to be "cloudhsm-cli" or "configure-cli"'],
    ['7:program,13:configure-cli,', 'etc: has to be a string'],
    ['7:program,13:configure-cli,3:etc,1:/,9:__proto__,1:x,5:shell,1:x,', 'shell: unknown field'],
  ])('refuses %j to the data plane', async (body, why) => {
    const { url } = await localAws();
    const answer = await fetch(`${url}/_emulator/data-plane`, { method: 'POST', body });
    expect(answer.status).toBe(400);
    expect((await answer.json()) as object).toMatchObject({ message: expect.stringContaining(why) });
  });
});
