// Plain JavaScript, as bundled-command.mjs is, and for the same reason.
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import v8 from 'node:v8';
import { Script } from 'node:vm';

const [done, badInput] = [0, 2];

/**
 * Runs the command as it was bundled, with what V8 had compiled of it at the end of another run of the same command. Node keeps what is compiled
 * when a file is loaded: no function that is called later, or, told to compile all of them, the whole SDK; and Node's own modules, which bring with
 * them what V8 has made of them without that flag, would be compiled anew.
 *
 * @param {URL} bundle as bundle-command.ts makes it: a function that takes `require` and the bundle's URL
 * @param {string[]} words of the command line
 * @returns {{ ended: Promise<void> }} what cli/hsm.ts exports
 */
export function runCompiled(bundle, words) {
  const filename = fileURLToPath(bundle);
  const flags = v8.cachedDataVersionTag();
  const [own, general] = [purposeOf(words), 'help'].map((purpose) => join(dirname(filename), `${purpose}.${flags}.compiled`));
  const kept = readKept(own) ?? readKept(general);
  // it is ASCII, which is a byte a character for V8, too
  const script = new Script(readFileSync(bundle, 'latin1'), { filename, cachedData: kept?.compiled });
  const { command, modules } = script.runInThisContext()(createRequire(bundle), bundle.href);
  process.once('exit', (exitCode) => {
    const isGood = kept !== undefined && !script.cachedDataRejected;
    const parts = Object.keys(modules).length;
    if (exitCode === done && !(isGood && kept.file === own && parts <= kept.parts)) keep(own, parts, script, flags);
    // what was asked for in a wrong way has run little but what all of them do
    if (exitCode === badInput && !isGood) keep(general, parts, script, flags);
  });
  return command;
}

/** A rehearsal runs most of what there is, and others of the same name do not. */
function purposeOf([command = '', action = '', ...rest]) {
  const name = /^[a-z]+(-[a-z]+)*$/.test(command) ? command : 'help';
  if (name === 'emulator') return /^[a-z]+$/.test(action) ? `${name}-${action}` : name;
  return rest.includes('--local') ? `${name}-local` : name;
}

/** What V8 compiled, and behind it how many parts of the bundle had run: where more do, it is made anew. */
function readKept(file) {
  if (!existsSync(file)) return undefined;
  const all = readFileSync(file);
  if (all.length < 4) return undefined;
  return { file, compiled: all.subarray(0, -4), parts: all.readUInt32LE(all.length - 4) };
}

/** Another command may read it meanwhile; where this person may write nothing, nothing is kept. */
function keep(file, parts, script, flags) {
  // it is good for the flags with which it is made: a rehearsal has changed them (cli/local/eager-threads.ts)
  for (const usual of ['--lazy', '--initial-heap-size=0']) {
    if (v8.cachedDataVersionTag() !== flags) v8.setFlagsFromString(usual);
  }
  if (v8.cachedDataVersionTag() !== flags) return;
  const unfinished = `${file}.${process.pid}`;
  try {
    const count = Buffer.alloc(4);
    count.writeUInt32LE(parts);
    writeFileSync(unfinished, Buffer.concat([script.createCachedData(), count]));
    renameSync(unfinished, file);
  } catch {
    rmSync(unfinished, { force: true });
  }
}
