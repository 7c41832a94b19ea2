import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const apart = new URL('../../../emulator/services/states/jsonata/apart.ts', import.meta.url).href;
const withoutEnd = { text: '$contains(x, /^(a+)+$/)', names: { x: `${'a'.repeat(60)}b` }, millis: 0, seed: 1, purpose: [] };

// other systems show no limits of a process
it.runIf(existsSync('/proc/self/limits'))('An expression whose emulator is killed has an end', async () => {
  const program = `const { apart } = await import('${apart}'); void apart.evaluate(${JSON.stringify(withoutEnd)}); console.log('begun');`;
  const emulator = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await once(emulator.stdout, 'data');
    const [child] = readFileSync(`/proc/${emulator.pid}/task/${emulator.pid}/children`, 'utf8').trim().split(' ');
    await expect.poll(() => readFileSync(`/proc/${child}/limits`, 'utf8')).toMatch(/^Max cpu time +20 /m);
  } finally {
    emulator.kill('SIGTERM');
  }
});
