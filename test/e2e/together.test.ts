import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Emulator } from '../../emulator/emulator.ts';
import { hsm, project, start } from './command.ts';
import { deployHere } from './deployed-here.ts';

// So slow that an execution still runs when the next command comes, on whatever machine; what is left of it passes at once.
const speed = 10;
const name = 'examples/testing.json';
let emulator: Emulator;

beforeAll(async () => {
  ({ emulator } = await deployHere({ speed, durations: 1 }));
}, 60_000);

afterAll(async () => void (await emulator?.stop()));

test('a run that is interrupted goes on, keeps others out meanwhile, and can be watched to its end', async () => {
  const variables = { AWS_ENDPOINT_URL: emulator.url };
  const first = start('hsm', ['provision', '-f', name], { variables });
  const execution = (await first.line('stderr', /^execution arn:/)).split(' ')[1]!;
  await first.line('stderr', /creating the cluster/);

  const changed = JSON.stringify({ ...JSON.parse(readFileSync(join(project, name), 'utf8')), backupRetentionDays: 30 });
  const [same, other] = await Promise.all([
    hsm(['provision', '-f', name, '--json'], { variables }),
    hsm(['provision', '-f', '-', '--json'], { variables, input: changed }),
  ]);
  expect(same.exitCode, same.stderr).toBe(0);
  expect(JSON.parse(same.stdout)).toMatchObject({ outcome: 'ALREADY_RUNNING', execution, created: [] });
  expect(other.exitCode, other.stderr).toBe(3);
  const refused = JSON.parse(other.stdout) as { error: { message: string; remedy: string } };
  expect(refused).toMatchObject({ outcome: 'FAILED', error: { name: 'LeaseHeld' }, created: [] });
  expect(`${refused.error.message} ${refused.error.remedy}`).toContain(execution);

  first.signal('SIGINT');
  const interrupted = await first.ended;
  expect(interrupted.exitCode).toBe(130);
  expect(interrupted.stderr.trimEnd().split('\n').at(-1)).toBe('the execution goes on; watch it: npx hsm watch testing');
  const { stdout } = await hsm(['status', 'testing', '--json'], { variables });
  expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ execution, status: 'RUNNING', endedAt: null }));

  const watch = start('hsm', ['watch', 'testing'], { variables });
  await watch.line('stderr', /creating the cluster/);
  expect((await hsm(['emulator', 'advance', '--by', '2h'], { variables })).exitCode).toBe(0);
  const watched = await watch.ended;
  expect(watched.exitCode, watched.stderr).toBe(0);
  expect(watched.stdout).toMatch(/^rehearsal of testing done: 1 HSM active\n/);
  expect(watched.stderr).toMatch(/\d\d:\d\d {2}initializing the cluster/);
});

test('a rehearsal that is told again and again to end prints one document', async () => {
  const rehearsal = start('hsm', ['provision', '-f', name, '--local', '--json']);
  await rehearsal.line('stderr', /creating the cluster/);
  // as npx and the terminal do for one Ctrl-C: so close that it still runs, and not so close that they are one
  for (let told = 0; told < 4; told++) {
    rehearsal.signal('SIGINT');
    await delay(3);
  }
  const { exitCode, stdout, stderr } = await rehearsal.ended;
  expect(exitCode).toBe(130);
  expect(JSON.parse(stdout)).toMatchObject({ outcome: 'FAILED', error: { name: 'Interrupted' } });
  expect(stderr.match(/the rehearsal is over/g)).toHaveLength(1);
});

test('a rehearsal that is interrupted is over, and leaves nothing behind', async () => {
  const temporary = mkdtempSync(join(tmpdir(), 'together-'));
  onTestFinished(() => rmSync(temporary, { recursive: true }));
  const rehearsal = start('hsm', ['provision', '-f', name, '--local'], { variables: { TMPDIR: temporary } });
  await rehearsal.line('stderr', /creating the cluster/);
  rehearsal.signal('SIGINT');
  const { exitCode, stdout, stderr } = await rehearsal.ended; // its output is open as long as anything of it lives
  expect({ exitCode, stdout }).toEqual({ exitCode: 130, stdout: '' });
  expect(stderr.trimEnd().split('\n').at(-1)).toBe('the rehearsal is over');
  expect(readdirSync(temporary).filter((entry) => entry.startsWith('hsm-'))).toEqual([]);
});
