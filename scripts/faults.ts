import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { InvalidArgumentError, program } from 'commander';
import { partsOf } from '../test/faults/cases.ts';
import { inCompany } from '../test/faults/company.ts';
import { draw } from '../test/faults/draw.ts';
import type { Verdict } from '../test/faults/judge.ts';
import { eachPlaceOnce } from '../test/faults/places.ts';
import { allScenarios } from '../test/faults/scenario.ts';
import { failure, failureTogether, table } from '../test/faults/table.ts';
import { Worker } from '../test/faults/worker-process.ts';

interface Options {
  intent?: string;
  scenario?: string;
  kind?: string;
  every?: true;
  sample?: number;
  seed: string;
  case?: string[];
  alone?: true;
  json?: string;
  shard?: { part: number; parts: number };
  resume?: string;
  workers: number;
}

/**
 * Breaks a call, a resource or a run at one place at a time, and looks at what the workflow promises: docs/reliability.md.
 * Exits 0 only where every case passed.
 */
program
  .name('npm run faults --')
  .description('Runs the workflows with one fault each, and checks what they promise')
  .option('--intent <name>', 'only this intent, as in provision')
  .option('--scenario <name>', 'only this scenario, as in provision/first-run')
  .option('--kind <name>', 'only this kind of fault, as in stale-read')
  .option('--every', 'each place in every scenario that has it, not only in the first')
  .option('--sample <n>', 'this many cases, drawn evenly over scenarios and kinds by the seed', positive)
  .option('--seed <text>', 'what draws and orders the cases', new Date().toISOString().slice(0, 10))
  .option('--case <id...>', 'this case only; of several those that can come in one run together')
  .option('--alone', 'a run of its own for each case, also where several faults can come in one')
  .option('--shard <i/n>', 'the i-th of n parts of the cases', shard)
  .option('--resume <file>', 'keeps each result there, and runs no case that has passed according to it')
  .option('--json <file>', 'writes all results there')
  .option('--workers <n>', 'processes that run cases side by side', positive, 2)
  .showHelpAfterError();
const options = program.parse().opts<Options>();

const began = Date.now();
let runsDone = 0;
let casesDone = 0;
let failedTogether = 0;
const workers = Array.from({ length: options.case ? 1 : options.workers }, () => new Worker());
const verdicts = earlier();
const cases = await chosen();
const passed = new Set(verdicts.map(({ id }) => id));
const left = cases.filter((id) => !passed.has(id));
const runs = options.alone ? left.map((id) => [id]) : inCompany(left);
console.error(`${left.length} of ${cases.length} cases to run in ${runs.length} runs, seed ${options.seed}`);
await Promise.all(workers.map(runThem));
for (const worker of workers) worker.end();
report();

async function chosen(): Promise<string[]> {
  if (options.case) return options.case;
  const scenarios = (await allScenarios()).filter(({ name }) =>
    name.startsWith(options.scenario ?? (options.intent ? `${options.intent}/` : '')),
  );
  const all = await listed(scenarios.map(({ name }) => name));
  const places = options.every ? all : eachPlaceOnce(all, scenarios);
  const wanted = places.filter((id) => options.kind === undefined || partsOf(id).kind === options.kind);
  if (wanted.length === 0) program.error('no case is like that');
  const drawn = draw(wanted, options.sample ?? wanted.length, options.seed);
  const { part, parts } = options.shard ?? { part: 1, parts: 1 };
  return drawn.filter((_, index) => index % parts === part - 1);
}

/** All cases of scenarios, which are recorded side by side, in their order. */
async function listed(names: string[]): Promise<string[]> {
  const lists = new Map<string, string[]>();
  const wanted = [...names];
  const list = async (worker: Worker) => {
    for (let name = wanted.shift(); name !== undefined; name = wanted.shift()) lists.set(name, await worker.list(name));
  };
  await Promise.all(workers.map(list));
  return names.flatMap((name) => lists.get(name)!);
}

/** The next run for a worker: of what it has recorded, as long as there is any. */
function next({ recorded }: Worker): string[] | undefined {
  const index = runs.findIndex(([id]) => recorded.has(partsOf(id!).scenario));
  return runs.splice(Math.max(index, 0), 1)[0];
}

async function runThem(worker: Worker): Promise<void> {
  for (let ids = next(worker); ids !== undefined; ids = next(worker)) {
    const found = await worker.run(ids);
    verdicts.push(...found);
    if (options.resume) appendFileSync(options.resume, found.map((verdict) => `${JSON.stringify(verdict)}\n`).join(''));
    for (const verdict of found.filter((one) => !one.passed)) console.error(failure(verdict));
    const inCompanyOnly = failureTogether(found);
    if (inCompanyOnly) {
      failedTogether++;
      console.error(inCompanyOnly);
    }
    casesDone += found.length;
    if (++runsDone % 25 === 0) console.error(`${verdicts.length} of ${cases.length} · ${failed().length} failed · ${rate()} a minute`);
  }
}

/** Those that have passed before, where the run is a resumed one. */
function earlier(): Verdict[] {
  if (!options.resume || !existsSync(options.resume)) return [];
  const lines = readFileSync(options.resume, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Verdict).filter(({ passed }) => passed);
}

function failed(): Verdict[] {
  return verdicts.filter(({ passed }) => !passed);
}

function rate(): string {
  return ((60_000 * casesDone) / (Date.now() - began)).toFixed(1);
}

function report(): void {
  console.log(table(verdicts));
  console.log(`\n${verdicts.length} cases, ${failed().length} failed, seed ${options.seed}, ${rate()} a minute`);
  if (failedTogether > 0) console.log(`${failedTogether} times several faults failed a run whose each case passed alone`);
  for (const { id } of failed()) console.log(`npm run faults -- --case ${id}`);
  if (options.json)
    writeFileSync(options.json, JSON.stringify({ seed: options.seed, date: new Date().toISOString(), verdicts }, undefined, 2));
  process.exitCode = failed().length > 0 ? 1 : 0;
}

function positive(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('a whole number from 1 is needed');
}

function shard(text: string): { part: number; parts: number } {
  const [part = 0, parts = 0] = text.split('/').map(Number);
  if (part >= 1 && part <= parts) return { part, parts };
  throw new InvalidArgumentError('i/n is needed, as in 1/4');
}
