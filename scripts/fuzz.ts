import { parseArgs } from 'node:util';
import { fuzz, kinds } from '../test/fuzz/fuzz.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '20000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    kind: { type: 'string', multiple: true },
  },
});

const strange = values.kind?.find((name) => !kinds.some((kind) => kind.name === name));
if (strange !== undefined || !(Number(values.cases) > 0) || !Number.isInteger(Number(values.seed))) {
  console.error(`usage: npm run fuzz -- [--cases N] [--seed S] [--kind ${kinds.map(({ name }) => name).join('|')}]…`);
  process.exit(2);
}

console.error(`npm run fuzz -- --cases ${values.cases} --seed ${values.seed}`);
const reports = await fuzz({
  cases: Number(values.cases),
  seed: Number(values.seed),
  ...(values.kind && { only: values.kind }),
  tell: (line) => console.error(line),
});
const failed = reports.filter(({ failure }) => failure);
const all = reports.reduce((sum, { cases }) => sum + cases, 0);
console.log(
  `${all} cases of ${reports.length} kinds, seed ${values.seed}: ${failed.length === 0 ? 'all held' : `${failed.map(({ kind }) => kind).join(', ')} failed`}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
