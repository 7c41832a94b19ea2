// A process that waits on its input for what it is to be (./spare-process.ts). What its programs need is loaded before.
import 'node:child_process';
import 'node:crypto';
import 'node:fs/promises';
import 'node:https';
import { readFileSync } from 'node:fs';
import module from 'node:module';
import { pathToFileURL } from 'node:url';
import v8 from 'node:v8';

const [, , compileCache, ...libraries] = process.argv;
// Node 20 keeps nothing
if (module.enableCompileCache) {
  // as in ../bin/hsm.js; Node's own modules, loaded above, bring with them what V8 has made of them
  v8.setFlagsFromString('--no-lazy');
  module.enableCompileCache(compileCache);
}
for (const library of libraries) await import(pathToFileURL(library).href);

const told = readFileSync(0, 'utf8');
// whoever would have told it is gone
if (told !== '') {
  const { program, parameters, folder, environment } = JSON.parse(told);
  process.chdir(folder);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, environment);
  process.argv = [process.execPath, program, ...parameters];
  await import(pathToFileURL(program).href);
}
