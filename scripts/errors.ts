import { readFileSync, writeFileSync } from 'node:fs';
import { errorTable } from '../core/errors/error-table.ts';

/** Puts the table of errors into docs/operations.md, between its marks; with --check, says whether it is true. */
const file = 'docs/operations.md';
const rows = Object.entries(errorTable).map(([name, { meaning, remedy }]) => `| \`${name}\` | ${meaning} | ${remedy} |`);
const table = ['| error | what it means | what to do |', '|---|---|---|', ...rows].join('\n');
const before = readFileSync(file, 'utf8');
const after = before.replace(/(<!-- errors -->\n)[\s\S]*?(<!-- end -->)/, (_, start: string, end: string) => `${start}${table}\n${end}`);
if (!process.argv.includes('--check')) writeFileSync(file, after);
else if (after !== before) {
  console.error(`the errors of ${file} are not what core/errors/error-table.ts says: run npm run errors`);
  process.exitCode = 1;
}
