import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { strToU8, zipSync } from 'fflate';
import { startEmulator } from '../emulator/emulator.ts';

/**
 * Time and memory that the local Lambda takes to start functions cold: `node scripts/benchmark-lambda-pool.ts [functions]`.
 * The bundles hold an SDK client each, as the product's do, and differ, so that nothing is shared between them. Bundling and
 * deploying are not part of the time.
 */
const count = Number(process.argv[2] ?? 25);
const clients = [
  ['@aws-sdk/client-cloudhsm-v2', 'CloudHSMV2Client'],
  ['@aws-sdk/client-kms', 'KMSClient'],
  ['@aws-sdk/client-secrets-manager', 'SecretsManagerClient'],
  ['@aws-sdk/client-acm-pca', 'ACMPCAClient'],
  ['@aws-sdk/client-sfn', 'SFNClient'],
] as const;

async function bundle(index: number, folder: string): Promise<Uint8Array> {
  const [name, client] = clients[index % clients.length]!;
  const outfile = join(folder, `${index}.mjs`);
  const contents = `import { ${client} } from '${name}'; const client = new ${client}({});
    export const handler = async () => ({ index: ${index}, region: await client.config.region() });`;
  await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    outfile,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    banner: { js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);` },
  });
  return zipSync({ 'index.mjs': strToU8(readFileSync(outfile, 'utf8')) });
}

const folder = mkdtempSync(join(tmpdir(), 'lambda-pool-'));
const bundles: Uint8Array[] = [];
for (let index = 0; index < count; index++) bundles.push(await bundle(index, folder));
rmSync(folder, { recursive: true });

const emulator = await startEmulator();
const { home } = emulator;
const caller = { kind: 'person', arn: `arn:aws:iam::${home.accountId}:root`, accessKeyId: 'person' } as const;
const common = { roleArn: `arn:aws:iam::${home.accountId}:role/any`, handler: 'index.handler', timeoutSeconds: 30, memoryMegabytes: 256 };
bundles.forEach((code, index) => {
  home.lambda.create({ ...common, name: `f${index}`, code, environment: {} });
});

async function measured(what: string, invokeAll: () => Promise<unknown>): Promise<void> {
  const start = performance.now();
  const before = process.memoryUsage().rss;
  await invokeAll();
  const seconds = (performance.now() - start) / 1000;
  const rss = process.memoryUsage().rss;
  const megabytes = (bytes: number) => (bytes / 2 ** 20).toFixed(0);
  console.log(`${what}: ${seconds.toFixed(2)} s, RSS ${megabytes(rss)} MB (${megabytes(rss - before)} MB more)`);
}

async function invoke(index: number): Promise<void> {
  const output = await home.call('lambda', 'Invoke', { FunctionName: `f${index}` }, caller);
  const { Payload } = output as { Payload: Buffer };
  const answer = JSON.parse(Payload.toString()) as { index?: number };
  if (answer.index !== index) throw new Error(`f${index} answered ${Payload.toString()}`);
}

const size = bundles.reduce((sum, code) => sum + code.length, 0) / count / 1024;
console.log(`${count} functions, ${size.toFixed(0)} KB of zip on average, ${home.lambda.pool.workers} workers`);
await measured('cold, all at once', () => Promise.all(bundles.map((_, index) => invoke(index))));
await measured('warm, one by one', async () => {
  for (let index = 0; index < count; index++) await invoke(index);
});
await home.lambda.close();
await emulator.stop();
