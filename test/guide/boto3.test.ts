import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { run, startEmulatorCommand } from '../e2e/command.ts';
import { openssl } from '../foreign-tools/openssl.ts';
import { needs, tool } from '../foreign-tools/tool.ts';

/** Of the PATH, or Debian's: another Python may come first. */
const boto3 = ['python3', '/usr/bin/python3'].map((python) => ({
  python,
  ...tool('boto3 for Python 3', 'python3-boto3', python, '-c', 'import boto3'),
}));

test('boto3 goes the way of the guide, from an empty account to a key in HSMs', async (context) => {
  const { python, ...importable } = boto3.find(({ found }) => found()) ?? boto3[0]!;
  needs(context, importable, openssl);
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
