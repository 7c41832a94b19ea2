import { readFileSync, writeFileSync } from 'node:fs';
import { checks } from '../core/audit/checks.ts';
import { severities, severityNames } from '../core/severities.ts';

/** Puts the table of an audit's checks into docs/checks.md, between its marks; with --check, says whether it is true. */
const file = 'docs/checks.md';
const tables = severityNames.flatMap((severity) => {
  const own = checks.filter(({ id }) => severities[id] === severity);
  if (own.length === 0) return [];
  const rows = own.map(({ id, title, why, remedy }) => `| \`${id}\` | ${title} | ${why} | ${remedy} |`);
  return [
    `## ${severity[0]!.toUpperCase()}${severity.slice(1)}`,
    '',
    '| check | what it finds | why | what to do |',
    '|---|---|---|---|',
    ...rows,
    '',
  ];
});
const before = readFileSync(file, 'utf8');
const after = before.replace(
  /(<!-- checks -->\n).*?(<!-- end -->)/s,
  (_, start: string, end: string) => `${start}\n${tables.join('\n')}${end}`,
);
if (!process.argv.includes('--check')) writeFileSync(file, after);
else if (after !== before) {
  console.error(`${file} is not what core/audit/checks and core/severities.ts say: run npm run checks`);
  process.exitCode = 1;
}
