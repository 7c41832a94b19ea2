import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleFunctions } from '../../../scripts/bundling/bundle-functions.ts';
import { chooseParts } from '../../../scripts/bundling/common-parts.ts';
import { exportsOf } from '../../../scripts/bundling/part-exports.ts';

const long = (letter: string) => JSON.stringify(letter.repeat(100_000));
const sources: Record<string, string> = {
  'common.mjs': `import { mark } from './inner.mjs';
    export { mark as passedOn } from './inner.mjs';
    export class Shape { mark = mark; }
    export const filler = ${long('f')};
    export const unwanted = ${long('u')};
    export default 'usual';`,
  'inner.mjs': 'export const mark = { inner: true };',
  'usual.mjs': `globalThis.done = ${long('g')}.length;`,
  'a.mjs':
    "import './usual.mjs'; import usual, { filler, Shape } from './common.mjs'; export const handler = () => [usual, filler.length, Shape];",
  'b.mjs':
    "import './usual.mjs'; import { filler, passedOn, Shape } from './common.mjs'; export const handler = () => [passedOn, filler.length, Shape];",
  'c.mjs':
    "import './usual.mjs'; import * as common from './common.mjs'; export const handler = () => [new common.Shape().mark, common.filler.length, common.Shape];",
  'd.mjs': `import './usual.mjs'; import { filler, Shape } from './common.mjs'; import { mark } from './inner.mjs';
    export const handler = () => [mark, filler.length, Shape];`,
  'alone.mjs': "export const handler = () => 'alone';",
};

describe('functions', () => {
  let folder: string;
  const outdir = () => join(folder, 'dist');
  const fileOf = (name: string) => join(outdir(), name, 'index.mjs');
  const load = (name: string) => import(pathToFileURL(fileOf(name)).href);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bundles-'));
    mkdirSync(join(folder, 'functions'));
    for (const [name, source] of Object.entries(sources)) writeFileSync(join(folder, 'functions', name), source);
    await bundleFunctions({
      ...{ bundle: true, minify: true, format: 'esm', outdir: outdir(), outExtension: { '.js': '.mjs' } },
      entryPoints: Object.fromEntries(
        ['a', 'b', 'c', 'd', 'alone'].map((name) => [`${name}/index`, relative('.', join(folder, 'functions', `${name}.mjs`))]),
      ),
      banner: { js: '// banner' },
      plugins: [],
    });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('have what most of them need in one file that is called by its hash', () => {
    const [part, ...others] = readdirSync(join(outdir(), 'parts'));
    expect(others).toEqual([]);
    const text = readFileSync(join(outdir(), 'parts', part!), 'utf8');
    expect(text).toContain('fff');
    expect(part).toBe(`${createHash('sha256').update(text).digest('hex').slice(0, 16)}.mjs`);
    for (const name of ['a', 'b', 'c', 'd']) expect(readFileSync(fileOf(name), 'utf8')).not.toContain('fff');
  });

  it('work as they did, with one module for all of them', async () => {
    const [a, b, c, d] = await Promise.all(['a', 'b', 'c', 'd'].map(load));
    const [usual, length, Shape] = a.handler();
    expect({ usual, length }).toEqual({ usual: 'usual', length: 100_000 });
    for (const { handler } of [b, c, d]) expect(handler()[2]).toBe(Shape);
    const [mark] = d.handler();
    expect(mark).toEqual({ inner: true });
    for (const { handler } of [b, c]) expect(handler()[0]).toBe(mark);
  });

  it('have done what a module is there for, whatever it exports', async () => {
    const text = ['a', 'b', 'c', 'd'].map((name) => readFileSync(fileOf(name), 'utf8')).join();
    expect(text).not.toContain('ggg');
    await load('a');
    expect(globalThis).toMatchObject({ done: 100_000 });
  });

  it('leave out what none of them uses', () => {
    for (const file of readdirSync(outdir(), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()))
      expect(readFileSync(join(file.parentPath, file.name), 'utf8')).not.toContain('uuu');
  });

  it('import no part that they need nothing of', () => expect(readFileSync(fileOf('alone'), 'utf8')).not.toContain('import'));
});

describe('a module that functions have in common', () => {
  /** Of what four functions consist: modules of 200 kB, with what they import. */
  function partsOf(functions: Record<string, string[]>, imports: Record<string, string[]> = {}) {
    const paths = [...new Set(Object.values(functions).flat())];
    const metafile = {
      inputs: Object.fromEntries(
        paths.map((path) => [
          path,
          { bytes: 1, format: 'esm', imports: (imports[path] ?? []).map((other) => ({ path: other, kind: 'import-statement' })) },
        ]),
      ),
      outputs: Object.fromEntries(
        Object.entries(functions).map(([entryPoint, modules]) => [
          `dist/${entryPoint}`,
          {
            bytes: 1,
            imports: [],
            exports: [],
            entryPoint,
            inputs: Object.fromEntries(modules.map((path) => [path, { bytesInOutput: 200_000 }])),
          },
        ]),
      ),
    } as Metafile;
    return chooseParts(metafile).map(({ functions, modules }) => ({
      functions: [...functions],
      modules: [...modules].map((path) => basename(path)),
    }));
  }

  it('is in a part of those that need it, and of no others', () => {
    expect(partsOf({ a: ['all', 'some'], b: ['all', 'some'], c: ['all', 'some'], d: ['all'] })).toEqual([
      { functions: ['a', 'b', 'c', 'd'], modules: ['all'] },
      { functions: ['a', 'b', 'c'], modules: ['some'] },
    ]);
  });

  it('is in none where few need it', () => expect(partsOf({ a: ['few'], b: [], c: [], d: [] })).toEqual([]));

  it('is in none where it is what a process has once, such as its clients', () => {
    const modules = ['core/aws/clients.ts', 'core/aws/kms.ts', 'core/pki/der.ts'];
    const imports = { 'core/aws/kms.ts': ['core/aws/clients.ts'] };
    expect(partsOf({ a: modules, b: modules, c: modules, d: modules }, imports)).toEqual([
      { functions: ['a', 'b', 'c', 'd'], modules: ['der.ts'] },
    ]);
  });
});

it('what a module passes on of others is not its own export', () => {
  const text = `import { one, two as three } from "./others";
const own = 4;
export * from "./more";
export {
  one,
  own,
  three as passed
};
`;
  let count = 0;
  const { own, passedOn } = exportsOf(text, ['one', 'own', 'passed'], () => `$${count++}`);
  expect([...own]).toEqual([['own', '$0']]);
  expect(passedOn.split('\n')).toEqual([
    'export * from "./more";',
    'export { one as one } from "./others";',
    'export { two as passed } from "./others";',
  ]);
});
