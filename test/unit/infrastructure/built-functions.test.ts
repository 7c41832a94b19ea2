import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { isBuilt } from '../../../cli/local/built.ts';

const require = createRequire(import.meta.url);
const BuiltFunctions = require('../../../infrastructure/built-functions.cjs') as new (framework: {
  serviceDir: string;
}) => { hooks: Record<string, () => void> };

const source = 'functions/conclude-clients.ts';

/** A checkout with one function, in a folder of its own. */
function checkout(): string {
  const folder = mkdtempSync(join(tmpdir(), 'built-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['core', 'tasks', 'scripts', source, 'cli/local/built.ts', 'package.json', 'package-lock.json', 'tsconfig.json']) {
    cpSync(name, join(folder, name), { recursive: true });
  }
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

test('what is packaged after an update of the checkout is bundled of what lies there, and not what was bundled before', () => {
  const serviceDir = checkout();
  const bundled = () => {
    new BuiltFunctions({ serviceDir }).hooks['before:package:createDeploymentArtifacts']!();
    return readFileSync(join(serviceDir, 'dist/conclude-clients/index.mjs'), 'utf8');
  };
  expect(bundled()).not.toContain('OF_THE_NEW_VERSION');

  writeFileSync(join(serviceDir, source), `${readFileSync(source, 'utf8')}\nprocess.env.OF_THE_NEW_VERSION = 'yes';\n`);
  expect(bundled()).toContain('OF_THE_NEW_VERSION');

  // nothing has changed: it is not bundled again
  const marked = join(serviceDir, 'dist/marked');
  mkdirSync(marked);
  bundled();
  expect(existsSync(marked)).toBe(true);
});

test('a build that was interrupted or has failed is not taken for one', async () => {
  const folder = checkout();
  const building = spawn(process.execPath, ['scripts/build.ts'], { cwd: folder, stdio: 'ignore' });
  const ended = once(building, 'exit');
  onTestFinished(async () => void (await ended));

  while (!isBuilt(folder) && building.exitCode === null) await delay(5);
  expect(existsSync(join(folder, 'dist/conclude-clients/index.mjs'))).toBe(true);
});

test('they are bundled before they are zipped', () => {
  const plugins = [...readFileSync('serverless.yml', 'utf8').matchAll(/^ {2}- \.\/infrastructure\/(\S+)\.cjs$/gm)].map(([, name]) => name);
  expect(plugins.indexOf('built-functions')).toBeGreaterThanOrEqual(0);
  expect(plugins.indexOf('built-functions')).toBeLessThan(plugins.indexOf('zipped-functions'));
});
