import { appendFileSync } from 'node:fs';
import { test } from 'vitest';
import { deployed } from './deployment.ts';
import { production } from './environment-file.ts';

for (const [durations, seeds] of [
  [1, 12],
  [2, 8],
] as const)
  for (let seed = 1; seed <= seeds; seed++)
    test(`${durations} ${seed}`, async () => {
      const d = await deployed({ seed, durations });
      const t = performance.now();
      const run = await d.run(production);
      appendFileSync(
        '/tmp/seeds2.txt',
        `${durations} ${seed} ${run.status} ${run.error ?? ''} ${run.message} overhead ${run.overhead.toFixed(4)} transitions ${run.transitions} cloud ${run.seconds.toFixed(0)} wall ${(performance.now() - t).toFixed(0)} hsms ${run.output?.cluster?.hsms.map((h) => h.availabilityZone + h.state)} ${run.output?.keyStore?.state} ${run.output?.backup?.state}\n`,
      );
    });
