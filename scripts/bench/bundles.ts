import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

const runs = 5;

/** What each function's bundle takes to load in a new process, in milliseconds, and its zip, in kB. */
export function coldLoads(): { name: string; milliseconds: number; kilobytes: number }[] {
  return readdirSync('functions').map((file) => {
    const name = file.replace(/\.ts$/, '');
    const code = `const begun = performance.now();
      await import(${JSON.stringify(resolve('dist', name, 'index.mjs'))});
      console.log(performance.now() - begun);
      process.exit(0);`;
    const once = () =>
      Number(execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8', env: { AWS_REGION: 'us-east-1' } }));
    return {
      name,
      milliseconds: Math.min(...Array.from({ length: runs }, once)),
      kilobytes: statSync(`.serverless/${name}.zip`).size / 1000,
    };
  });
}

export function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}
