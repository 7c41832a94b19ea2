import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { hsmUsersTask, passwords } from './hsm-users-task.ts';

const task = hsmUsersTask();

test('the end of the CLI’s own log stands in the task’s, and no password in it', async () => {
  const sdk = mkdtempSync(join(tmpdir(), 'sdk-'));
  onTestFinished(() => rmSync(sdk, { recursive: true }));
  for (const folder of ['bin', 'etc', 'run']) mkdirSync(join(sdk, folder));
  writeFileSync(join(sdk, 'bin/cloudhsm-cli'), '');
  writeFileSync(join(sdk, 'etc/cloudhsm-cli.cfg'), '{"clusters":[{"type":"hsm1"}]}');
  const lines = Array.from({ length: 100 }, (_, line) => `line ${line} login admin:${passwords.admin} --password other-secret`);
  writeFileSync(join(sdk, 'run/cloudhsm-cli.log'), lines.join('\n'));
  task.cli.reachable = false;

  expect(await task.run({}, { PATH: join(sdk, 'bin') })).toBe(22);
  expect(task.printed).toContain('cloudhsm-cli.log: line 99 login admin:[redacted] --password [redacted]');
  expect(task.printed.filter((line) => line.startsWith('cloudhsm-cli.log:'))).toHaveLength(40);
  expect(task.printed[0]).toContain('cluster type hsm1');
});

test('no last word repeats a password that the CLI has printed', async () => {
  task.cli.instead.push({ words: 'user create', ends: { stderr: `invalid value for --password ${passwords.application}` } });

  expect(await task.run()).toBe(1);
  expect(task.lastWords()!.problem).toContain('--password [redacted]');
});

test('the log says which CLI and which image it was', async () => {
  const metadata = createServer((_, response) => response.end('{"Image":"repository/hsm-users:1","ImageID":"sha256:abc"}')).listen(
    0,
    '127.0.0.1',
  );
  onTestFinished(() => void metadata.close());
  await new Promise((resolve) => metadata.once('listening', resolve));
  const url = `http://127.0.0.1:${(metadata.address() as AddressInfo).port}`;

  const folder = mkdtempSync(join(tmpdir(), 'image-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'package'), 'cloudhsm-cli 5.18.0 sha256 def\n');

  await task.run({}, { ECS_CONTAINER_METADATA_URI_V4: url, CLOUDHSM_CLI_PACKAGE: join(folder, 'package') });
  expect(task.printed[0]).toBe(
    'set-up cluster-aaaaaaaaaaa (10.0.0.1, 10.0.1.1) with cloudhsm-cli 5.18.0, cluster type unknown; image repository/hsm-users:1@sha256:abc, package cloudhsm-cli 5.18.0 sha256 def',
  );
});
