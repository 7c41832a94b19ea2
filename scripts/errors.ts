import { readFileSync, writeFileSync } from 'node:fs';
import { errorTable } from '../core/errors/error-table.ts';
import { alarms } from '../infrastructure/alarms.ts';
import { prefix } from '../infrastructure/cloudformation.ts';

/** Puts the tables of errors and alarms into docs/operations.md, between their marks; with --check, says whether they are true. */
const file = 'docs/operations.md';
const errors = Object.entries(errorTable).map(([name, { meaning, remedy }]) => `| \`${name}\` | ${meaning} | ${remedy} |`);
const declared = Object.values(alarms.Resources!).map(({ Properties }) => Properties as { AlarmName: string; AlarmDescription: string });
const told = declared.map(({ AlarmName, AlarmDescription }) => `| \`${AlarmName.replace(`${prefix}-`, '')}\` | ${AlarmDescription} |`);
const tables = {
  errors: ['| error | what it means | what to do |', '|---|---|---|', ...errors],
  alarms: ['| alarm | what it says |', '|---|---|', ...told],
};
const before = readFileSync(file, 'utf8');
const after = Object.entries(tables).reduce((text, [name, lines]) => {
  return text.replace(
    new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- end -->)`),
    (_, start: string, end: string) => `${start}${lines.join('\n')}\n${end}`,
  );
}, before);
if (!process.argv.includes('--check')) writeFileSync(file, after);
else if (after !== before) {
  console.error(`${file} is not what core/errors/error-table.ts and infrastructure/alarms.ts say: run npm run errors`);
  process.exitCode = 1;
}
