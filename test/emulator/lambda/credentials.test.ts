import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { createFunction, invoke, lambdaAws, zip } from './functions.ts';

/** A bundle as the product's are built, with the SDK in it. */
async function bundled(emulator: Emulator, source: string): Promise<Uint8Array> {
  const outfile = join(emulator.home.folder, 'bundle', 'index.mjs');
  await build({
    stdin: { contents: source, resolveDir: import.meta.dirname },
    outfile,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    banner: { js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);` },
  });
  return zip({ 'index.mjs': readFileSync(outfile) });
}

/** Access keys that the server sees, request by request. */
function keysSeen(emulator: Emulator): string[] {
  const seen: string[] = [];
  const find = emulator.home.activities.find.bind(emulator.home.activities);
  emulator.home.activities.find = (accessKeyId) => {
    seen.push(accessKeyId);
    return find(accessKeyId);
  };
  return seen;
}

describe('an SDK client that outlives an invocation', () => {
  it.each([
    ['@aws-sdk/client-kms', 'KMSClient', 'ListKeysCommand', '{}'],
    ['@aws-sdk/client-secrets-manager', 'SecretsManagerClient', 'ListSecretsCommand', '{}'],
    ['@aws-sdk/client-acm-pca', 'ACMPCAClient', 'ListCertificateAuthoritiesCommand', '{}'],
    ['@aws-sdk/client-cloudhsm-v2', 'CloudHSMV2Client', 'DescribeClustersCommand', '{}'],
  ])('signs with the credentials of each invocation: %s', async (name, client, command, input) => {
    const emulator = await lambdaAws();

    const code = await bundled(
      emulator,
      `import { ${client}, ${command} } from '${name}';
       const client = new ${client}({ maxAttempts: 1, endpoint: process.env.AWS_ENDPOINT_URL });
       let invocations = 0;
       export const handler = async () => {
         await Promise.allSettled([client.send(new ${command}(${input})), client.send(new ${command}(${input}))]);
         await client.send(new ${command}(${input})).catch(() => {});
         return { key: process.env.AWS_ACCESS_KEY_ID, invocations: ++invocations };
       };`,
    );
    createFunction(emulator, 'caller', '', { code });
    const seen = keysSeen(emulator);
    const answers = [];
    for (let count = 0; count < 5; count++) answers.push((await invoke(emulator, 'caller')).payload);
    expect(answers.map(({ invocations }) => invocations)).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(answers.map(({ key }) => key)).size).toBe(5);
    expect(seen).toEqual(answers.flatMap(({ key }) => [key, key, key]));
  });
});
