// A process that runs a program of Node again and again (./node-program.ts). What the program needs is loaded before its first run.
import 'node:child_process';
import 'node:crypto';
import 'node:fs/promises';
import 'node:https';
import module from 'node:module';
import { pathToFileURL } from 'node:url';
import v8 from 'node:v8';

const [, , program, compileCache, ...libraries] = process.argv;
// Node 20 keeps nothing
if (module.enableCompileCache) {
  // as in ../bin/hsm.js; Node's own modules, loaded above, bring with them what V8 has made of them
  v8.setFlagsFromString('--no-lazy');
  module.enableCompileCache(compileCache);
}

let runs = 0;
for (const stream of ['stdout', 'stderr']) {
  // on the way that its end is told, so that it comes before it
  process[stream].write = (chunk, encoding, done) => {
    process.send({ stream, text: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString() });
    (typeof encoding === 'function' ? encoding : done)?.();
    return true;
  };
}
process.on('disconnect', () => process.exit());
process.on('message', run);
// a run is over when it has nothing more to do
process.on('beforeExit', () => {
  process.channel.ref();
  process.send({ exitCode: Number(process.exitCode ?? 0) });
});
for (const library of libraries) await import(pathToFileURL(library).href);

async function run({ parameters, folder, environment }) {
  process.channel.unref();
  process.chdir(folder);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, environment);
  process.argv = [process.execPath, program, ...parameters];
  process.exitCode = undefined;
  await import(`${pathToFileURL(program).href}?run=${++runs}`);
}
