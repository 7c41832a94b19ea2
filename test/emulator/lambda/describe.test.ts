import { describe, expect, it } from 'vitest';
import { createFunction, lambdaAws, zip } from './functions.ts';

describe('functions as they stand', () => {
  it('are described as they were created', async () => {
    const emulator = await lambdaAws();
    const arn = createFunction(emulator, 'create-hsm', 'export const handler = async () => 1;', {
      environment: { A: 'b' },
      timeoutSeconds: 9,
    });
    const get = async (path: string) => (await fetch(`${emulator.url}/2015-03-31/functions${path}`)).json() as Promise<any>;
    const configuration = {
      FunctionName: 'create-hsm',
      FunctionArn: arn,
      Runtime: 'nodejs24.x',
      Role: 'arn:aws:iam::123456789012:role/create-hsm',
      Handler: 'index.handler',
      Timeout: 9,
      MemorySize: 256,
      Environment: { Variables: { A: 'b' } },
      State: 'Active',
      LastUpdateStatus: 'Successful',
      RevisionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      RuntimeVersionConfig: { RuntimeVersionArn: expect.stringMatching(/^arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}$/) },
      SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
      LastModified: '2026-01-05T09:00:00.000+0000',
      LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/create-hsm' },
    };
    expect(await get('/create-hsm/configuration')).toMatchObject(configuration);
    expect((await get(`/${encodeURIComponent(arn)}`)).Configuration).toMatchObject(configuration);
    expect(await get('/other')).toMatchObject({ Message: 'Function not found: arn:aws:lambda:us-east-1:123456789012:function:other' });
  });

  // moto's test_get_function, verified on AWS
  it('are told under the qualifier that they were asked for by', async () => {
    const emulator = await lambdaAws();
    const arn = `${createFunction(emulator, 'f', 'export const handler = async () => 1;')}:$LATEST`;
    const get = async (path: string) => (await fetch(`${emulator.url}/2015-03-31/functions${path}`)).json() as Promise<any>;
    for (const path of ['/f?Qualifier=$LATEST', '/f:$LATEST', `/${encodeURIComponent(arn)}`])
      expect((await get(path)).Configuration).toMatchObject({ FunctionArn: arn, Version: '$LATEST' });
    expect(await get('/f/configuration?Qualifier=$LATEST')).toMatchObject({ FunctionArn: arn });
  });

  // Terraform reads it of every function
  it('are told to have no code signing', async () => {
    const emulator = await lambdaAws();
    createFunction(emulator, 'f', 'export const handler = async () => 1;');
    const get = async (name: string) =>
      (await fetch(`${emulator.url}/2020-06-30/functions/${name}/code-signing-config`)).json() as Promise<any>;
    expect(await get('f')).toEqual({ FunctionName: 'f' });
    expect(await get('other')).toMatchObject({ Message: 'Function not found: arn:aws:lambda:us-east-1:123456789012:function:other' });
  });

  it('are listed by name, in pages', async () => {
    const emulator = await lambdaAws();
    for (const name of ['c', 'a', 'b']) createFunction(emulator, name, 'export const handler = async () => 1;');
    const list = async (query: string) => (await fetch(`${emulator.url}/2015-03-31/functions${query}`)).json() as Promise<any>;
    const first = await list('?MaxItems=2');
    expect(first.Functions.map((fn: any) => fn.FunctionName)).toEqual(['a', 'b']);
    const second = await list(`?MaxItems=2&Marker=${first.NextMarker}`);
    expect(second.Functions.map((fn: any) => fn.FunctionName)).toEqual(['c']);
    expect(second.NextMarker).toBeUndefined();
  });

  it('are listed without their state, and as versions where all of them are asked for', async () => {
    const emulator = await lambdaAws();
    const arn = createFunction(emulator, 'f', 'export const handler = async () => 1;');
    const list = async (query = '') => (await (await fetch(`${emulator.url}/2015-03-31/functions${query}`)).json()) as any;
    const [listed] = (await list()).Functions;
    // as localstack's snapshot of test_list_functions has it
    for (const member of ['State', 'LastUpdateStatus', 'RuntimeVersionConfig']) expect(listed).not.toHaveProperty(member);
    expect(listed.FunctionArn).toBe(arn);
    expect((await list('?FunctionVersion=ALL')).Functions).toEqual([{ ...listed, FunctionArn: `${arn}:$LATEST` }]);
  });

  it('are not made of bytes that are no zip, nor of entries that leave their folder', async () => {
    const emulator = await lambdaAws();
    expect(() => createFunction(emulator, 'broken', '', { code: Buffer.from('no zip') })).toThrow(/Could not unzip/);
    expect(() => createFunction(emulator, 'evil', '', { code: zip({ '../../evil.mjs': '1' }) })).toThrow(/Could not unzip/);
  });

  it('are not made of a zip that is too large when it is unpacked', async () => {
    const emulator = await lambdaAws();
    expect(() => createFunction(emulator, 'bomb', '', { code: zipOf(262_144_000) })).toThrow(
      /^Unzipped size must be smaller than 262144000 bytes$/,
    );
    expect(() => createFunction(emulator, 'large', '', { code: zipOf(262_143_999) })).not.toThrow();
  });

  it('run their new code once it is replaced', async () => {
    const emulator = await lambdaAws();
    const { invoke } = await import('./functions.ts');
    createFunction(emulator, 'f', 'export const handler = async () => 1;');
    expect((await invoke(emulator, 'f')).payload).toBe(1);
    createFunction(emulator, 'f', 'export const handler = async () => 2;');
    expect((await invoke(emulator, 'f')).payload).toBe(2);
  });
});

/** One entry that says that so many bytes come out of it. */
function zipOf(bytes: number): Uint8Array {
  const code = Buffer.from(zip({ 'index.mjs': '' }));
  // https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.12: the uncompressed size in the central directory
  code.writeUInt32LE(bytes, code.indexOf('PK\x01\x02') + 24);
  return code;
}
