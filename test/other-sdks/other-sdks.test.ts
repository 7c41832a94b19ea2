import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { run, startEmulatorCommand } from '../e2e/command.ts';
import { openssl } from '../foreign-tools/openssl.ts';
import { needs, tool } from '../foreign-tools/tool.ts';

// The life of a cluster through SDKs that are not JavaScript's; their packages come from the registries of their languages.

const folderOf = (language: string) => fileURLToPath(new URL(language, import.meta.url));
const go = tool('Go', 'golang-go', 'go', 'version');
const java = tool('a JDK', 'default-jdk-headless', 'javac', '-version');
const maven = tool('Maven', 'maven', 'mvn', '--version');
const over = 'deleted with 0 backup left\n';

test('the AWS SDK for Go', async (context) => {
  needs(context, go);
  const { exitCode, stdout, stderr } = await run('go', ['run', '.', await emulatorUrl()], { folder: folderOf('go') });
  expect(exitCode, stderr).toBe(0);
  expect(stdout).toBe(over);
});

test('the AWS SDK for Java', async (context) => {
  needs(context, java, maven, openssl);
  const folder = mkdtempSync(join(tmpdir(), 'java-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const classPath = join(folder, 'class-path');
  const resolved = await run('mvn', ['-q', '-B', 'dependency:build-classpath', `-Dmdep.outputFile=${classPath}`], {
    folder: folderOf('java'),
  });
  expect(resolved.exitCode, resolved.stdout).toBe(0);
  const parameters = ['-cp', readFileSync(classPath, 'utf8').trim(), 'ClusterLife.java', await emulatorUrl(), folder];
  const { exitCode, stdout, stderr } = await run('java', parameters, { folder: folderOf('java') });
  expect(exitCode, stderr).toBe(0);
  expect(stdout).toBe(over);
});

async function emulatorUrl(): Promise<string> {
  const emulator = await startEmulatorCommand();
  onTestFinished(async () => void (await emulator.stop()));
  return emulator.url;
}
