import { kinds, partsOf } from './cases.ts';
import type { Verdict } from './judge.ts';

/** Kinds of faults by intents: passed/run; nothing where none was run. */
export function table(verdicts: Verdict[]): string {
  const intents = [...new Set(verdicts.map(({ id }) => partsOf(id).intent))];
  const names = kinds.map(({ name }) => name).filter((name) => verdicts.some(({ id }) => partsOf(id).kind === name));
  const cell = (of: Verdict[]) => (of.length === 0 ? '' : `${of.filter(({ passed }) => passed).length}/${of.length}`);
  const rows = [
    ['', ...intents],
    ...names.map((name) => [name, ...intents.map((intent) => cell(verdicts.filter(({ id }) => isOf(id, name, intent))))]),
    ['all', ...intents.map((intent) => cell(verdicts.filter(({ id }) => partsOf(id).intent === intent)))],
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) => row.map((text, column) => (column === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[column]!))).join('  '))
    .join('\n');
}

function isOf(id: string, kind: string, intent: string): boolean {
  const parts = partsOf(id);
  return parts.kind === kind && parts.intent === intent;
}

/** A case that failed, with what is needed to run it again. */
export function failure({ id, end, problems }: Verdict): string {
  return [`✗ ${id}`, `  it ended ${end}`, ...problems.map((problem) => `  ${problem}`)].join('\n');
}

/** Cases that passed, each alone, after a run in which they came together had failed. */
export function failureTogether(verdicts: Verdict[]): string | undefined {
  const problems = verdicts[0]?.failedWithOthers;
  if (!problems || verdicts.some(({ passed }) => !passed)) return undefined;
  const again = verdicts.map(({ id }) => id).join(' ');
  return ['✓ each passed alone, and together they failed:', ...problems.map((problem) => `  ${problem}`), `  --case ${again}`].join('\n');
}
