// A process that waits on its input for what it is to be (./spare-process.ts). What its programs need of Node is loaded before.
import 'node:child_process';
import 'node:crypto';
import 'node:fs/promises';
import 'node:https';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

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
