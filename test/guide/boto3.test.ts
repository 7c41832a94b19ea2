import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { run, startEmulatorCommand } from '../e2e/command.ts';

test('boto3 goes the way of the guide, from an empty account to a key in HSMs', async () => {
  const python = await pythonWithBoto3();
  const emulator = await startEmulatorCommand('--speed', 'max');
  const folder = mkdtempSync(join(tmpdir(), 'guide-'));
  onTestFinished(async () => {
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const chain = fileURLToPath(new URL('./chain.py', import.meta.url));
  const { exitCode, stdout, stderr } = await run(python, [chain, emulator.url, emulator.bin], { folder });
  expect(exitCode, stderr).toBe(0);
  expect(JSON.parse(stdout)).toEqual({ hsms: ['ACTIVE', 'ACTIVE'], keyStore: 'CONNECTED', backups: 2 });
});

async function pythonWithBoto3(): Promise<string> {
  for (const python of ['/usr/bin/python3', 'python3']) {
    const imported = await run(python, ['-c', 'import boto3']).catch(() => undefined);
    if (imported?.exitCode === 0) return python;
  }
  throw new Error('python3 has no boto3 on this machine: install the package python3-boto3 (apt-get install python3-boto3)');
}
