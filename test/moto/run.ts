// moto's own tests, in its server mode, against the local AWS. Fails where one fails that expected.json does not name, where one fails
// otherwise than it says there, and where one that stands there holds. What would never end stands there too, and is left out.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmulator } from '../../emulator/emulator.ts';
import { motoFront } from './front.ts';
import { type Expected, judge } from './judge.ts';
import { installMoto, readReport } from './moto.ts';

const { files, endless, expected } = JSON.parse(readFileSync(new URL('expected.json', import.meta.url), 'utf8')) as {
  files: string[];
  /** Tests that would not end: they are not run. */
  endless: { because: string; tests: string[] }[];
  expected: Expected[];
};
const moto = installMoto(fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url)));
const asked = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'moto-'));
const report = join(folder, 'report.xml');
const emulator = await startEmulator();
const front = await motoFront(emulator);
try {
  const { AWS_ENDPOINT_URL: _, ...environment } = process.env;
  const chosen = asked.length > 0 ? files.filter((file) => asked.some((part) => file.includes(part))) : files;
  const options = `-m pytest -q --tb=no --no-summary -p no:cacheprovider --junitxml=${report}`;
  const left = endless.flatMap(({ tests }) => tests.map((name) => `--deselect=tests/${name}`));
  const pytest = spawn('python3', [...options.split(' '), ...left, ...chosen.map((file) => `tests/${file}`)], {
    cwd: moto,
    stdio: ['ignore', 2, 2],
    env: { ...environment, PYTHONPATH: join(moto, 'packages'), TEST_SERVER_MODE: 'true', TEST_SERVER_MODE_ENDPOINT: front.url },
  });
  await once(pytest, 'exit');
  const tests = readReport(report);
  const { text, holds } = judge(
    tests,
    expected.map((one) => ({ ...one, tests: one.tests.filter((name) => chosen.some((file) => name.startsWith(file))) })),
  );
  console.log(text);
  process.exitCode = holds ? 0 : 1;
} finally {
  front.close();
  await emulator.stop();
  rmSync(folder, { recursive: true });
}
