import { createHash } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Workers } from '../../../emulator/services/lambda/workers.ts';
import { createFunction, invoke, lambdaAws, zip } from './functions.ts';

const counter = `let count = 0;
  export const next = () => ++count;
  export const fail = () => { throw new Error('no more'); };`;
const hash = createHash('sha256').update(counter).digest('hex').slice(0, 16);

/** The code of a function that counts with what it has beside its own. */
function countingWith(file: string) {
  return zip({
    'dist/counting/index.mjs': `import { next, fail } from '../${file}';
      export const handler = async ({ failing }) => (failing ? fail() : next());`,
    [`dist/${file}`]: counter,
  });
}

const handler = 'dist/counting/index.handler';

describe('parts/<hash>.mjs in the zips of functions', () => {
  it('is loaded once for those of an account and region that have it', async () => {
    const emulator = await lambdaAws();
    for (const name of ['first', 'second']) createFunction(emulator, name, '', { handler, code: countingWith(`parts/${hash}.mjs`) });
    const counts = [];
    for (const name of ['first', 'second', 'first']) counts.push((await invoke(emulator, name)).payload);
    expect(counts).toEqual([1, 2, 3]);
  });

  it.each([
    ['another folder', `own/${hash}.mjs`],
    ['a hash that is not its own', 'parts/0123456789abcdef.mjs'],
  ])('is not, with %s', async (_, file) => {
    const emulator = await lambdaAws();
    for (const name of ['first', 'second']) createFunction(emulator, name, '', { handler, code: countingWith(file) });
    const counts = [];
    for (const name of ['first', 'second', 'first']) counts.push((await invoke(emulator, name)).payload);
    expect(counts).toEqual([1, 1, 2]);
  });

  it('is loaded for each emulator of a process, and again after a reset', async () => {
    const [one, other] = [await lambdaAws(), await lambdaAws()];
    const count = async (emulator: typeof one) => {
      createFunction(emulator, 'counting', '', { handler, code: countingWith(`parts/${hash}.mjs`) });
      return (await invoke(emulator, 'counting')).payload;
    };
    const counts = [await count(one), await count(other)];
    one.reset();
    expect([...counts, await count(one)]).toEqual([1, 1, 1]);
  });

  it('is loaded for each region and account, in a process of which functions keep nothing', () => {
    const workers = new Workers({ keepNothing: true });
    onTestFinished(() => workers.close());
    const folder = (place: string) =>
      workers.folderOf('content', { arn: `arn:aws:lambda:${place}:function:counting`, version: '$LATEST' }, {});
    const places = ['us-east-1:123456789012', 'us-east-1:123456789012', 'us-west-2:123456789012', 'us-east-1:210987654321'];
    const [home, again, region, account] = places.map(folder);
    expect(again).toBe(home);
    expect(new Set([home, region, account].map((each) => each!.replace(/\/[^/]*$/, ''))).size).toBe(3);
  });

  it('is where the zip has it, in traces', async () => {
    const emulator = await lambdaAws();
    createFunction(emulator, 'failing', '', { handler, code: countingWith(`parts/${hash}.mjs`) });
    const { payload } = await invoke(emulator, 'failing', { failing: true });
    expect(payload).toMatchObject({ errorType: 'Error', errorMessage: 'no more' });
    expect(payload.trace[1]).toMatch(new RegExp(`at fail \\(file:///var/task/dist/parts/${hash}\\.mjs:3:\\d+\\)$`));
  });
});
