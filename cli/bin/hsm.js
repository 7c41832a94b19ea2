#!/usr/bin/env node
// In a checkout the command is TypeScript, which Node runs from version 24 on: on an older one, the project's own Node takes over. It is
// bundled first; `node cli/hsm.ts` runs the sources themselves. The package of npm holds it as JavaScript for any Node from 20 on.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import v8 from 'node:v8';

const source = new URL('../hsm.ts', import.meta.url);
// a rehearsal leaves little behind: more room for it costs 50 MB in each thread and saves no time
v8.setFlagsFromString('--max-semi-space-size=4');

const version = Number(process.version.slice(1).split('.')[0]);

if (version < 20 && !existsSync(source)) {
  // said before anything is loaded that an older one cannot read
  console.error(`hsm: this is Node ${process.version}, and hsm needs 20 or later; install one, from nodejs.org or by your version manager`);
  process.exitCode = 2;
} else if (!existsSync(source)) {
  keepCompiled();
  // what the SDK says of Node 20 is for whoever chooses the SDK's version, and is no progress
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const { ended } = await import(new URL('../../lib/cli/hsm.js', import.meta.url));
  await ended;
} else if (version >= 24) {
  const [{ bundledCommand }, { runCompiled }] = await Promise.all([
    import(new URL('../../scripts/bundling/bundled-command.mjs', import.meta.url)),
    import(new URL('../../scripts/bundling/compiled-command.mjs', import.meta.url)),
  ]);
  const bundle = await bundledCommand().catch(() => undefined);
  try {
    // what cannot be bundled says why when it runs
    const { ended } = bundle ? runCompiled(bundle, process.argv.slice(2)) : await import(source);
    await ended;
  } catch (error) {
    sayWhatMisses(error);
  }
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

/** A checkout before its packages are installed, or one that was pulled and names new ones. */
function sayWhatMisses(error) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND' || !error.message.includes('package')) throw error;
  const folder = fileURLToPath(new URL('../..', import.meta.url));
  console.error(`hsm: ${error.message.replace(/ imported from .*/, '')}; run \`npm install\` in ${folder}`);
  process.exitCode = 2;
}

/** Has Node keep all that V8 makes of a file: it would keep what is compiled at once, and compile each function anew when it is called. */
function keepCompiled() {
  if (!module.enableCompileCache) return; // Node 20
  v8.setFlagsFromString('--no-lazy');
  module.enableCompileCache();
}
