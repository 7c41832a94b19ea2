import { InvalidArgumentError, program } from 'commander';
import { growth } from '../test/soak/memory.ts';
import { soak } from '../test/soak/soak.ts';

/** Lets environments live for a month of virtual time: docs/reliability.md. Exits 0 only where everything promised there held. */
program
  .name('npm run soak --')
  .description(
    'Runs environments for a month of virtual time, with failures drawn by a seed, and checks that audits find and people mend them',
  )
  .option('--environments <n>', 'how many', whole, 20)
  .option('--days <n>', 'how many days after the first morning', whole, 30)
  .option('--seed <n>', 'what draws the failures', whole, 1)
  .showHelpAfterError();
const options = program.parse().opts<{ environments: number; days: number; seed: number }>();

const figures = await soak(options, (line) => console.error(line));
const { troubles, passed, stood, found, resolved, findings, hsms, runs, copies, memory } = figures;
const half = memory.slice(Math.floor(memory.length / 2));
const [first, last] = [half[0]!, half.at(-1)!];
const perDay = growth(half.map(({ used }) => used));
console.log(`${options.environments} environments, ${options.days} days, seed ${options.seed}`);
console.log(
  `troubles   ${troubles}: ${passed} gone before the next audit; of ${stood} that stood ${found} found, ${resolved} seen resolved`,
);
console.log(`findings   ${findings.length} at the end`);
for (const finding of findings) console.log(`           ${finding}`);
console.log(`HSMs       ${hsms.standing} standing, ${hsms.asked} asked for`);
console.log(`copies     ${copies} READY in other regions`);
console.log(
  `memory     ${first.used.toFixed(0)} MB in use after half of the days, ${last.used.toFixed(0)} MB at the end: ${perDay.toFixed(2)} MB more a day; ${first.rss.toFixed(0)} and ${last.rss.toFixed(0)} MB resident`,
);
for (const [what, count] of Object.entries(runs).toSorted()) console.log(`runs       ${what}: ${count}`);
const held = found === stood && resolved === stood && findings.length === 0 && hsms.standing === hsms.asked && perDay < mostPerDay();
process.exit(held ? 0 : 1);

/** What AWS keeps for months of a day of 20 environments, packed: executions, log lines, backups. Of fewer the log of calls fills as fast at first. */
function mostPerDay(): number {
  return Math.max(4, options.environments / 5);
}

function whole(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('a whole number from 1 is needed');
}
