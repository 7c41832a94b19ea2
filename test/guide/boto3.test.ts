import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { run } from '../e2e/command.ts';
import { openssl } from '../foreign-tools/openssl.ts';
import { boto3 } from '../foreign-tools/python.ts';
import { needs } from '../foreign-tools/tool.ts';
import { localAws } from '../local-aws.ts';

test('boto3 goes the way of the guide, from an empty account to a key in HSMs', async (context) => {
  needs(context, boto3, openssl);
  const emulator = await localAws();
  const folder = mkdtempSync(join(tmpdir(), 'guide-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const chain = fileURLToPath(new URL('./chain.py', import.meta.url));
  const { exitCode, stdout, stderr } = await run(boto3.python, [chain, emulator.url, emulator.bin], { folder });
  expect(exitCode, stderr).toBe(0);
  expect(JSON.parse(stdout)).toEqual({ hsms: ['ACTIVE', 'ACTIVE'], keyStore: 'CONNECTED', backups: 2 });
});
