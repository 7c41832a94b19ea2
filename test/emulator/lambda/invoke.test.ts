import { describe, expect, it } from 'vitest';
import { createFunction, invoke, lambdaAws, logged, zip } from './functions.ts';

describe('Invoke', () => {
  it('runs the handler with the event and a context', async () => {
    const emulator = await lambdaAws();
    const arn = createFunction(
      emulator,
      'echo',
      `export const handler = async (event, context) => ({ event, context, remaining: context.getRemainingTimeInMillis() });`,
    );
    const { status, error, payload } = await invoke(emulator, 'echo', { a: 1 });
    expect({ status, error }).toEqual({ status: 200, error: undefined });
    expect(payload.event).toEqual({ a: 1 });
    expect(payload.context).toMatchObject({
      functionName: 'echo',
      functionVersion: '$LATEST',
      invokedFunctionArn: arn,
      memoryLimitInMB: '256',
      logGroupName: '/aws/lambda/echo',
      logStreamName: expect.stringMatching(/^2026\/01\/05\/\[\$LATEST\][0-9a-f]{32}$/),
      awsRequestId: emulator.home.random.uuid('invocation', 'echo', 0),
    });
    expect(payload.remaining).toBeGreaterThan(29_900);
    expect(payload.remaining).toBeLessThanOrEqual(30_000);
  });

  it('takes a name, a partial ARN and an ARN', async () => {
    const emulator = await lambdaAws();
    const arn = createFunction(emulator, 'one', 'export const handler = async () => 1;');
    for (const reference of ['one', '123456789012:function:one', 'function:one', arn, `${arn}:$LATEST`]) {
      expect((await invoke(emulator, reference)).payload).toBe(1);
    }
  });

  it('gives the process exactly the variables that Lambda gives, of this invocation', async () => {
    const emulator = await lambdaAws();
    const source = 'export const handler = async () => ({ ...process.env });';
    createFunction(emulator, 'first', source, { environment: { TABLE: 't' } });
    createFunction(emulator, 'second', source);

    const first = (await invoke(emulator, 'first')).payload;
    const second = (await invoke(emulator, 'second')).payload;
    expect(Object.keys(first).toSorted()).toEqual([
      'AWS_ACCESS_KEY_ID',
      'AWS_CREDENTIAL_EXPIRATION',
      'AWS_DEFAULT_REGION',
      'AWS_ENDPOINT_URL',
      'AWS_EXECUTION_ENV',
      'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
      'AWS_LAMBDA_FUNCTION_NAME',
      'AWS_LAMBDA_FUNCTION_VERSION',
      'AWS_LAMBDA_INITIALIZATION_TYPE',
      'AWS_LAMBDA_LOG_GROUP_NAME',
      'AWS_LAMBDA_LOG_STREAM_NAME',
      'AWS_REGION',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_SESSION_TOKEN',
      'AWS_XRAY_CONTEXT_MISSING',
      'LAMBDA_TASK_ROOT',
      'LANG',
      'PATH',
      'TABLE',
      'TZ',
      '_HANDLER',
      '_X_AMZN_TRACE_ID',
    ]);
    expect(first).toMatchObject({ AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL: emulator.url, AWS_LAMBDA_FUNCTION_NAME: 'first' });
    expect(second.TABLE).toBeUndefined();
    expect(second.AWS_ACCESS_KEY_ID).not.toBe(first.AWS_ACCESS_KEY_ID);
  });

  it("leaves the function's own variables alone, but for what SDKs have to read anew", async () => {
    const emulator = await lambdaAws();
    const source = 'export const handler = async () => ({ ...process.env });';
    createFunction(emulator, 'one', source, { environment: { TZ: 'Europe/Berlin', PATH: '/opt', AWS_CREDENTIAL_EXPIRATION: 'never' } });
    const { payload } = await invoke(emulator, 'one');
    expect(payload).toMatchObject({ TZ: 'Europe/Berlin', PATH: '/opt', LANG: 'en_US.UTF-8' });
    expect(payload.AWS_CREDENTIAL_EXPIRATION).not.toBe('never');
  });

  it('answers errors of the request as Lambda does', async () => {
    const emulator = await lambdaAws();
    createFunction(emulator, 'echo', 'export const handler = async (event) => event;');
    await expect(invoke(emulator, 'other')).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      status: 404,
      message: 'Function not found: arn:aws:lambda:us-east-1:123456789012:function:other:$LATEST',
    });
    await expect(invoke(emulator, 'echo:blue')).rejects.toMatchObject({
      message: 'Function not found: arn:aws:lambda:us-east-1:123456789012:function:echo:blue',
    });
    await expect(invoke(emulator, 'echo', {}, { Payload: Buffer.from('{') })).rejects.toMatchObject({
      code: 'InvalidRequestContentException',
      message: expect.stringContaining('Could not parse request body into json'),
    });
    // localstack's snapshots of test_lambda_invoke_payload_encoding_error
    const source = 'at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column:';
    for (const [bytes, problem] of [
      ['6e87729ee9b5d749ee9b6d74', `Invalid UTF-8 start byte 0x87\n ${source} 3]`],
      [
        '99eb2c6a07a17a5968',
        `Unexpected character ((CTRL-CHAR, code 153)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n ${source} 1]`,
      ],
    ] as const)
      await expect(invoke(emulator, 'echo', {}, { Payload: Buffer.from(bytes, 'hex') })).rejects.toMatchObject({
        message: `Could not parse request body into json: Could not parse payload into json: ${problem}`,
      });
    await expect(invoke(emulator, 'echo', {}, { Payload: Buffer.from([34, 0xff, 34]) })).rejects.toThrow('start byte 0xff');
    const large = Buffer.from(JSON.stringify('x'.repeat(6_291_456)));
    await expect(invoke(emulator, 'echo', {}, { Payload: large })).rejects.toMatchObject({
      code: 'RequestEntityTooLargeException',
      status: 413,
      message: 'Request must be smaller than 6291456 bytes for the InvokeFunction operation',
    });
    await expect(invoke(emulator, 'echo', {}, { Payload: large, InvocationType: 'Event' })).rejects.toMatchObject({
      message: '6291458 byte payload is too large for the Event invocation type (limit 1048576 bytes)',
    });
    expect(logged(emulator, 'echo')).toEqual([]);
  });

  it('checks a DryRun and runs nothing', async () => {
    const emulator = await lambdaAws();
    createFunction(emulator, 'echo', 'export const handler = async (event) => event;');
    expect(await invoke(emulator, 'echo', {}, { InvocationType: 'DryRun' })).toMatchObject({ status: 204, payload: undefined });
    expect(logged(emulator, 'echo')).toEqual([]);
  });

  it('answers over HTTP with the headers that SDKs read', async () => {
    const emulator = await lambdaAws();
    createFunction(emulator, 'fails', `export const handler = async () => { throw new Error('no'); };`);
    const response = await fetch(`${emulator.url}/2015-03-31/functions/fails/invocations`, {
      method: 'POST',
      headers: { 'x-amz-log-type': 'Tail' },
      body: '{}',
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('x-amz-function-error')).toBe('Unhandled');
    expect(response.headers.get('x-amz-executed-version')).toBe('$LATEST');
    expect(Buffer.from(response.headers.get('x-amz-log-result')!, 'base64').toString()).toContain('END RequestId: ');
    expect(await response.json()).toMatchObject({ errorType: 'Error', errorMessage: 'no' });
  });

  it('loads .mjs, .cjs and .js as Lambda does', async () => {
    const emulator = await lambdaAws();
    const cases: [string, Record<string, string>, string][] = [
      ['module', { 'index.mjs': `export const handler = async () => 'mjs';` }, 'mjs'],
      ['common', { 'index.cjs': `exports.handler = async () => 'cjs';` }, 'cjs'],
      ['plain', { 'index.js': `exports.handler = async () => 'js';` }, 'js'],
      ['typed', { 'package.json': '{"type":"module"}', 'index.js': `export const handler = async () => 'esm js';` }, 'esm js'],
      ['nested', { 'src/app.mjs': `export const api = { get: async () => 'nested' };` }, 'nested'],
    ];
    for (const [name, files, expected] of cases) {
      createFunction(emulator, name, '', { code: zip(files), handler: name === 'nested' ? 'src/app.api.get' : 'index.handler' });
      expect((await invoke(emulator, name)).payload).toBe(expected);
    }
  });

  it('takes answers as the runtime does: callbacks until nodejs22.x, returned values since nodejs24.x', async () => {
    const emulator = await lambdaAws();
    const callback = 'export const handler = (event, context, callback) => { setTimeout(() => callback(null, event.n + 1), 5); };';
    createFunction(emulator, 'callback22', callback, { runtime: 'nodejs22.x' });
    createFunction(emulator, 'callback24', callback);
    createFunction(emulator, 'value22', 'export const handler = () => 7;', { runtime: 'nodejs22.x' });
    createFunction(emulator, 'value24', 'export const handler = () => 7;');
    createFunction(emulator, 'nothing', 'export const handler = async () => {};');
    expect((await invoke(emulator, 'callback22', { n: 1 })).payload).toBe(2);
    expect((await invoke(emulator, 'callback24', { n: 1 })).payload.errorType).toBe('Runtime.CallbackHandlerDeprecated');
    expect((await invoke(emulator, 'value22')).payload).toBeNull();
    expect((await invoke(emulator, 'value24')).payload).toBe(7);
    expect((await invoke(emulator, 'nothing')).payload).toBeNull();
  });
});
