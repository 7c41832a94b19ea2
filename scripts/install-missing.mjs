// Installs the locked packages where one is missing or has another version. Plain JavaScript for any Node from 20 on: it runs before
// the project's own Node is there.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('..', import.meta.url));
const installed = `${project}/node_modules/.package-lock.json`;
const locked = `${project}/package-lock.json`;

if (!existsSync(installed) || !(isNewer() || isTheSame())) {
  console.error('installing packages …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: project,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  process.exitCode = status ?? 1;
}

function isNewer() {
  return statSync(installed).mtimeMs >= statSync(locked).mtimeMs;
}

/** A checkout gives the lock file a new time where its packages are those of before. */
function isTheSame() {
  const there = packagesOf(installed);
  // of an optional package only those for this platform are there
  return Object.entries(packagesOf(locked)).every(
    ([path, { version, optional }]) => path === '' || there[path]?.version === version || (optional && !there[path]),
  );
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
