// What package.json says of the package that `npm pack` makes, for as long as that takes: `pack PID` puts it in place, `restore` takes it
// back. A `bin` that stood in a checkout's own would have npx install the checkout into a cache of its own for each `npx hsm` there.
// npm restores nothing where it fails or is stopped in between: `restore PID` waits until the process of npm is gone.
import { spawn } from 'node:child_process';
import { existsSync, globSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const file = 'package.json';
const kept = '.package.json';
const [what, npm = ''] = process.argv.slice(2);

if (what === 'restore') while (isAlive(npm)) await delay(100);
// what a run that was stopped has left comes first
if (existsSync(kept)) renameSync(kept, file);
if (what === 'pack') {
  const text = readFileSync(file, 'utf8');
  writeFileSync(kept, text);
  writeFileSync(file, `${JSON.stringify(packed(JSON.parse(text) as PackageJson), undefined, 2)}\n`);
  if (npm) spawn(process.execPath, [fileURLToPath(import.meta.url), 'restore', npm], { detached: true, stdio: 'ignore' }).unref();
}

function isAlive(pid: string): boolean {
  try {
    return pid !== '' && process.kill(Number(pid), 0);
  } catch {
    return false;
  }
}

interface PackageJson extends Record<string, unknown> {
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
}

/** Without what only a checkout reads. */
function packed({ devDependencies: _, scripts: __, overrides: ___, allowScripts: ____, dependencies, ...rest }: PackageJson): PackageJson {
  const imported = importedPackages();
  const missing = [...imported].filter((name) => !dependencies[name] && !rest.optionalDependencies[name]);
  if (missing.length > 0) throw new Error(`the library imports what package.json does not have: ${missing.join(', ')}`);
  const needed = Object.entries(dependencies).filter(([name]) => imported.has(name));
  return { ...rest, bin: { hsm: 'cli/bin/hsm.js' }, dependencies: Object.fromEntries(needed) };
}

/** The functions' packages stand in their bundles. */
function importedPackages(): Set<string> {
  const found = new Set<string>();
  for (const built of globSync('lib/**/*.{js,d.ts}')) {
    const text = readFileSync(built, 'utf8');
    for (const [, name = ''] of text.matchAll(
      /(?<!\.)(?:from|import|(?:require|url\))(?:\.resolve)?)\s*\(?['"]((?:@[\w-]+\/)?[\w-]+)(?=['"/])/g,
    ))
      found.add(name);
  }
  return found;
}
