#!/usr/bin/env node
// The command is TypeScript, which Node runs from version 24 on: on an older one, the project's own Node takes over.
import { spawn } from 'node:child_process';
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import v8 from 'node:v8';

if (Number(process.versions.node.split('.')[0]) >= 24) {
  // a rehearsal leaves little behind: more room for it costs 50 MB in each thread and saves no time
  v8.setFlagsFromString('--max-semi-space-size=4');
  module.enableCompileCache();
  await import('../hsm.ts');
} else {
  const node = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', () => {
    console.error('hsm needs Node 24: run `npm install` in the project, which brings it');
    process.exitCode = 1;
  });
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
