import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { packagedTemplate } from '../cli/local/packaged.ts';
import { coldLoads, median } from './bench/bundles.ts';
import { atOnce } from './bench/environments.ts';
import { runsOf, unitSeconds } from './bench/measured.ts';
import { describeClustersPerSecond } from './bench/requests.ts';
import { transitionsPerSecond } from './bench/transitions.ts';

const say = (what: string, figure: string) => console.log(`${what.padEnd(46)} ${figure}`);

/**
 * The figures of docs/performance.md: `npm run bench [-- MOTO_URL] [-- --many]`, and `npm run bench -- keys`. On a machine that does something else, they say little.
 * MOTO_URL: of a moto server to compare with; --many: 400 environments at once, too.
 */
if (process.argv.includes('keys')) {
  await (await import('./bench/keys.ts')).benchKeys(say);
  process.exit();
}

const many = process.argv.includes('--many');
const moto = process.argv.find((word) => word.startsWith('http'));

await packagedTemplate();
const unit = unitSeconds();
say('unit', `${unit.toFixed(2)} s`);

// `npm run bench -- audit`, and nothing else
if (process.argv.includes('audit')) {
  await (await import('./bench/audit.ts')).benchAudit(say);
  process.exit();
}

runsOf(['npm', 'start'], 1);
const start = runsOf(['npm', 'start'], 4);
say('npm start, warm', `${(start.seconds / unit).toFixed(2)} units, ${start.megabytes.toFixed(0)} MB at most in one process`);

const { url, megabytes, end } = await idleEmulator();
say('an idle emulator', `${megabytes.toFixed(0)} MB`);
for (const connections of [1, 8]) {
  const ours = await describeClustersPerSecond(url, connections);
  say(`DescribeClusters, ${connections} at once`, `${(ours * unit).toFixed(0)} a unit`);
  if (!moto) continue;
  const theirs = await describeClustersPerSecond(moto, connections);
  say('  of a moto server', `${(theirs * unit).toFixed(0)} a unit: ${(ours / theirs).toFixed(1)} times less`);
}
end();

say('interpreter', `${(await transitionsPerSecond()).toFixed(0)} transitions a second`);
for (const count of many ? [1, 40, 400] : [1, 40]) {
  const { secondsEach, succeeded } = await atOnce(count);
  say(`${count} environments at once`, `${(secondsEach / unit).toFixed(2)} units each, ${succeeded} succeeded`);
}

const bundles = coldLoads();
const usual = bundles.filter(({ name }) => name !== 'validate-request');
const validate = bundles.find(({ name }) => name === 'validate-request')!;
say('bundles, cold load', `${median(usual.map(({ milliseconds }) => milliseconds)).toFixed(0)} ms in the median`);
say('bundles, zipped', `${Math.max(...usual.map(({ kilobytes }) => kilobytes)).toFixed(0)} kB at most`);
say('ValidateRequest', `${validate.milliseconds.toFixed(0)} ms, ${validate.kilobytes.toFixed(0)} kB`);

async function idleEmulator(): Promise<{ url: string; megabytes: number; end: () => void }> {
  const child = spawn(process.execPath, ['cli/bin/hsm.js', 'emulator', '--port', '0', '--json'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { url } = JSON.parse(line) as { url: string };
  const resident = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
  return { url, megabytes: Number(resident) / 1000, end: () => child.kill() };
}
