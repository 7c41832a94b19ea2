import childProcess, { type ForkOptions } from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));
const preload = fileURLToPath(new URL('./beside-canary.mjs', import.meta.url));

/** What nobody may have reached, and did. */
export const reached: string[] = [];

/**
 * Notes whoever starts a process, reads or writes a file elsewhere, connects somewhere, or changes what all code shares. It stands in for the
 * functions of Node that do so, which the emulator keeps using for its own purposes.
 *
 * @param own folders that the emulator may read and write
 */
export function watchOver(own: string[]): () => string[] {
  const inside = (folders: string[]) => (path: unknown) => {
    const file = path instanceof URL ? fileURLToPath(path) : String(path);
    return typeof path === 'number' || folders.some((folder) => resolve(file) === folder || resolve(file).startsWith(folder + sep));
  };
  const writable = inside(own);
  const readable = inside([...own, resolve(project), '/proc', '/etc', '/dev']);
  replace(
    fs,
    [
      'writeFileSync',
      'mkdirSync',
      'rmSync',
      'renameSync',
      'unlinkSync',
      'writeFile',
      'mkdir',
      'rm',
      'appendFileSync',
      'createWriteStream',
      'symlinkSync',
      'chmodSync',
    ],
    (name, [path]) => {
      if (!writable(path)) reached.push(`fs.${name} of ${path}`);
    },
  );
  replace(fs, ['readFileSync', 'readFile', 'createReadStream', 'readdirSync', 'openSync'], (name, [path]) => {
    if (!readable(path)) reached.push(`fs.${name} of ${path}`);
  });
  replace(childProcess, ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync'], (name, [program]) => {
    reached.push(`child_process.${name} of ${program}`);
  });
  const { fork } = childProcess;
  childProcess.fork = ((file: string, options: ForkOptions) => {
    if (!/[/\\]jsonata[/\\]process\.(ts|js)$/.test(file)) reached.push(`child_process.fork of ${file}`);
    const execArgv = [...(options.execArgv ?? []), `--allow-fs-read=${preload}`, '--import', preload];
    const child = fork(file, { ...options, execArgv });
    child.on('exit', (code) => code === 97 && reached.push('something in the process beside, by an expression'));
    return child;
  }) as typeof fork;
  replace(net.Socket.prototype, ['connect'], (_, [to]) => {
    reached.push(`a connection to ${JSON.stringify(to)}`);
  });
  replace(process, ['exit', 'kill', 'abort', 'chdir'], (name) => {
    reached.push(`process.${name}`);
  });
  syncBuiltinESMExports();
  const before = shared();
  return () => {
    const now = shared();
    for (const [name, value] of Object.entries(now)) if (before[name] !== value) reached.push(`${name}, which is now ${value}`);
    return reached.splice(0);
  };
}

/** What all code of a process has in common. */
function shared(): Record<string, string> {
  const members = (of: object) => Reflect.ownKeys(of).map(String).sort().join(' ');
  return {
    globalThis: members(globalThis).replace(/ (crypto|navigator|Symbol\(undici[^)]*\))(?= |$)/g, ''),
    'Object.prototype': members(Object.prototype),
    'Array.prototype': members(Array.prototype),
    'Function.prototype': members(Function.prototype),
    'process.env': JSON.stringify(process.env),
    'process.cwd()': process.cwd(),
  };
}

function replace(of: any, names: string[], note: (name: string, args: unknown[]) => void): void {
  for (const name of names) {
    const original = of[name];
    of[name] = function (this: unknown, ...args: unknown[]) {
      note(name, args);
      return original.apply(this, args);
    };
    Object.assign(of[name], original);
  }
}
