import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oneForAllClients } from '../../../scripts/bundling/one-for-all-clients.ts';
import { requiredBuiltins } from '../../../scripts/bundling/required-builtins.ts';
import { unusedParts } from '../../../scripts/bundling/unused-parts.ts';

/** What differs from call to call, or tells who asks. */
const ownOfACall = ['x-amz-date', 'amz-sdk-invocation-id', 'user-agent', 'x-amz-user-agent'];

/** Answers, with what a bundled client knows of them and the installed one does not. */
const answers: Record<string, { status: number; body: string; more?: object }> = {
  'an answer': { status: 200, body: JSON.stringify({ Clusters: [{ ClusterId: 'cluster-1', CreateTimestamp: 1767603600.5, Unknown: 1 }] }) },
  'an error that has a name': {
    status: 400,
    body: JSON.stringify({ __type: 'com.amazonaws.x#CloudHsmResourceNotFoundException', Message: 'There is no such cluster.' }),
  },
  'an error that has none': { status: 500, body: '{}' },
  'what is no JSON': { status: 502, body: '<html>Bad Gateway</html>', more: { status: 502, requestId: 'request-1' } },
  throttling: { status: 400, body: JSON.stringify({ __type: 'ThrottlingException', message: 'Rate exceeded' }) },
};

const clients = [
  {
    name: '@aws-sdk/client-cloudhsm-v2',
    client: 'CloudHSMV2Client',
    commands: {
      DescribeClustersCommand: { Filters: { clusterIds: ['cluster-1'] }, MaxResults: 3 },
      CreateClusterCommand: { HsmType: 'hsm1.medium', SubnetIds: ['subnet-1', 'subnet-2'], TagList: [{ Key: 'ü', Value: '' }] },
    },
  },
  {
    name: '@aws-sdk/client-acm-pca',
    client: 'ACMPCAClient',
    commands: {
      DescribeCertificateAuthorityCommand: { CertificateAuthorityArn: 'arn' },
      IssueCertificateCommand: {
        ...{ CertificateAuthorityArn: 'arn', Csr: Buffer.from('csr'), SigningAlgorithm: 'SHA256WITHRSA' },
        Validity: { Type: 'DAYS', Value: 365 },
      },
    },
  },
];

/** The client in a file of its own, whatever other tests put in its place. */
async function bundled(name: string, outfile: string, plugins: Plugin[]): Promise<any> {
  await build({
    ...{ stdin: { contents: `export * from '${name}';`, resolveDir: '.' }, outfile, bundle: true, format: 'esm', platform: 'node' },
    mainFields: ['module', 'main'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    plugins: [...plugins, requiredBuiltins],
    logLevel: 'error',
  });
  return import(pathToFileURL(outfile).href);
}

describe.each(clients)('in a bundle, $name', ({ name, client, commands }) => {
  let folder: string;
  let server: Server;
  let modules: any[];
  let received: object[] = [];
  let answer = answers['an answer']!;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'older-client-'));
    modules = [
      await bundled(name, join(folder, 'alone.mjs'), []),
      await bundled(name, join(folder, 'bundled.mjs'), [oneForAllClients, unusedParts]),
    ];
    server = createServer(async (request, response) => {
      let body = '';
      for await (const part of request) body += part;
      const headers = Object.entries(request.headers).filter(([header]) => !ownOfACall.includes(header));
      const authorization = request.headers.authorization!.replace(/\/\d{8}\/|Signature=.*/g, '');
      received.push({ method: request.method, url: request.url, ...Object.fromEntries(headers), authorization, body });
      response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': 'request-1' }).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true });
  });

  /** What the client makes of the answer, as a function would read it. */
  async function outcomeOf(module: any, command: string, input: object): Promise<object> {
    const { port } = server.address() as AddressInfo;
    const settings = { region: 'us-gov-west-1', credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret', sessionToken: 'token' } };
    const asked = new module[client]({ ...settings, endpoint: `http://127.0.0.1:${port}`, maxAttempts: 1 });
    try {
      const { $metadata, ...output } = await asked.send(new module[command](input));
      return { ...output, status: $metadata.httpStatusCode, requestId: $metadata.requestId };
    } catch (error) {
      const { name, message, $fault, $metadata, $retryable } = error as Record<string, any>;
      return { name, message, $fault, $retryable, status: $metadata.httpStatusCode, requestId: $metadata.requestId };
    } finally {
      asked.destroy();
    }
  }

  it.each(Object.entries(commands))('asks as it does by itself: %s', async (command, input) => {
    received = [];
    answer = answers['an answer']!;
    for (const module of modules) await outcomeOf(module, command, input);
    const [alone, bundled] = received;
    expect(received).toHaveLength(2);
    expect(bundled).toEqual(alone);
  });

  it.each(Object.entries(answers))('understands %s', async (_, given) => {
    answer = given;
    const [command, input] = Object.entries(commands)[0]!;
    const [alone, bundled] = await Promise.all(modules.map((module) => outcomeOf(module, command, input)));
    expect(bundled).toEqual({ ...alone, ...given.more });
  });

  it.each(['us-east-1', 'us-gov-west-1', 'cn-north-1', 'eu-isoe-west-1'])('finds its endpoint in %s', async (region) => {
    const [alone, bundled] = modules.map((module) => new module[client]({ region }).config.endpointProvider({ Region: region }).url.href);
    expect(alone).toContain(region);
    expect(bundled).toBe(alone);
  });
});
