import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { allStates, type Definition, fileOf, readDefinitions } from '../infrastructure/state-machines/definition.ts';
import { importGraphPage } from './import-graph.ts';
import { diagram } from './state-machines/diagram.ts';

/**
 * Writes a page for each state machine to docs/state-machines, and one of the local AWS's imports; with --check, says whether the pages
 * are what machines and imports say.
 */
const folder = 'docs/state-machines';

const pages = new Map([...readDefinitions()].map(([name, definition]) => [join(folder, `${name}.md`), page(name, definition)]));
pages.set('docs/emulator-imports.md', importGraphPage());
const standing = existsSync(folder)
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'))
  : [];
const left = standing.map((file) => join(folder, file)).filter((file) => !pages.has(file));

if (process.argv.includes('--check')) {
  const wrong = [...pages].filter(([file, text]) => !existsSync(file) || readFileSync(file, 'utf8') !== text).map(([file]) => file);
  for (const file of [...wrong, ...left]) console.error(`${file} is not what the sources say: run npm run diagrams`);
  process.exitCode = wrong.length + left.length > 0 ? 1 : 0;
} else {
  for (const file of left) rmSync(file);
  for (const [file, text] of pages) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

function page(name: string, definition: Definition): string {
  const rows = allStates(definition).map(([state, { Comment = '' }]) => `| ${cell(state)} | ${cell(Comment)} |`);
  return `# ${name}

${definition.Comment ?? ''}

Made of \`${fileOf(name)}\` by \`npm run diagrams\`.

\`\`\`mermaid
${diagram(definition)}
\`\`\`

| state | what it does, and why |
|---|---|
${rows.join('\n')}
`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
