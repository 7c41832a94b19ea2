import { describe, expect, it } from 'vitest';
import { createFunction, invoke, lambdaAws, logged } from './functions.ts';

describe("a function's output", () => {
  it('goes to its log group between START, END and REPORT, in virtual time', async () => {
    const emulator = await lambdaAws();
    const source = `import { Console } from 'node:console';
      console.log('loading');
      const own = new Console({ stdout: process.stdout, stderr: process.stderr });
      export const handler = async () => {
        console.log('a %s', 'line', { n: 1 });
        console.warn('two\\nlines');
        console.error(new Error('trouble').message);
        own.log('{"level":"INFO"}');
        process.stdout.write('part');
        process.stdout.write('ial\\nrest');
      };`;
    createFunction(emulator, 'prints', source);
    const { log } = await invoke(emulator, 'prints');
    const requestId = emulator.home.random.uuid('invocation', 'prints', 0);
    const time = /2026-01-05T09:00:0\d\.\d{3}Z/g;
    expect(logged(emulator, 'prints').map((line) => line.replace(time, 'TIME'))).toEqual([
      `TIME\t${requestId}\tINFO\tloading`,
      `START RequestId: ${requestId} Version: $LATEST`,
      `TIME\t${requestId}\tINFO\ta line { n: 1 }`,
      `TIME\t${requestId}\tWARN\ttwo\nlines`,
      `TIME\t${requestId}\tERROR\ttrouble`,
      '{"level":"INFO"}',
      'partial',
      'rest',
      `END RequestId: ${requestId}`,
      expect.stringMatching(
        `^REPORT RequestId: ${requestId}\tDuration: [0-9.]+ ms\tBilled Duration: [0-9]+ ms\tMemory Size: 256 MB\tMax Memory Used: [0-9]+ MB\tInit Duration: [0-9.]+ ms\t$`,
      ),
    ]);
    expect(log).toBe(`${logged(emulator, 'prints').join('\n')}\n`);
  });

  it('of powertools loggers is captured too', async () => {
    const emulator = await lambdaAws();
    const { build } = await import('esbuild');
    const { outputFiles } = await build({
      stdin: {
        contents: `import { Logger } from '@aws-lambda-powertools/logger';
          const logger = new Logger({ serviceName: 'hsm' });
          export const handler = async () => { logger.info('from powertools', { step: 'create' }); };`,
        resolveDir: import.meta.dirname,
      },
      write: false,
      bundle: true,
      format: 'esm',
      platform: 'node',
      banner: { js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);` },
    });
    createFunction(emulator, 'logs', outputFiles[0]!.text);
    await invoke(emulator, 'logs');
    const line = logged(emulator, 'logs').find((message) => message.startsWith('{'));
    expect(JSON.parse(line!)).toMatchObject({ message: 'from powertools', service: 'hsm', step: 'create' });
  });

  it('tails to the last 4 KB', async () => {
    const emulator = await lambdaAws();
    createFunction(
      emulator,
      'prints',
      `export const handler = async () => { for (let n = 0; n < 100; n++) console.log('x'.repeat(100)); };`,
    );
    expect((await invoke(emulator, 'prints')).log).toHaveLength(4096);
  });
});
