// Builds what `npm pack` ships besides examples and documents: JavaScript for any Node from 20 on with its types, and what
// `npx serverless deploy` would deploy, for rehearsals.
import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packagedTemplate } from '../cli/local/packaged.ts';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const library = 'lib';
const folders = '{cli,core,emulator}';
await packagedTemplate();
const artifact = [
  '.serverless/cloudformation-template-update-stack.json',
  ...globSync('.serverless/*.zip'),
  ...globSync('dist/hsm-users/*.mjs'),
];
/**
 * The local PKCS #11 library is compiled where it is used; clients are installed by the table of packages; rehearsals give other accounts
 * the role by which audits read them.
 */
const sources = [...globSync('pkcs11/**/*.*'), 'tasks/hsm-users/client-sdk.tsv', 'infrastructure/audit-member.yml'];

rmSync(library, { recursive: true, force: true });
compile();
for (const file of globSync(`${library}/{cli,core}/**/*.d.ts`)) rmSync(file);
for (const file of globSync(`${folders}/**/*.*`)) if (extname(file) !== '.ts') copy(file);
for (const file of [...artifact, ...sources]) copy(file);
for (const file of globSync(`${library}/${folders}/**/*.{js,d.ts}`)) nameBuiltFiles(file);
const { name, version, type } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, string>;
writeFileSync(join(library, 'package.json'), JSON.stringify({ name, version, type }));

function compile(): void {
  const { status } = spawnSync('tsc', ['-p', 'tsconfig.library.json'], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

function copy(file: string): void {
  const to = join(library, file);
  mkdirSync(dirname(to), { recursive: true });
  cpSync(file, to);
}

/** The compiler gives only imports of its JavaScript their new names: not those of declarations, nor URLs of workers. */
function nameBuiltFiles(file: string): void {
  const text = readFileSync(file, 'utf8');
  const named = text.replaceAll(/((?:from|import\(|import|new URL\()\s*)(['"])(\.{1,2}\/[^'"]+)\.ts\2/g, '$1$2$3.js$2');
  if (named !== text) writeFileSync(file, named);
}
