import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fromHere, ofProject } from '../../../cli/from-here.ts';
import { project } from '../../e2e/command.ts';

const folder = mkdtempSync(join(tmpdir(), 'from here '));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const remedy = '`npx hsm list` shows which there are; npx\n  hsm scale; npx serverless deploy';

test('npx is left out where it would run a stranger’s package of the same name', () => {
  expect(fromHere(remedy, folder)).toBe('`hsm list` shows which there are; hsm scale; npx serverless deploy');
});

test('npx stays in the project, in the folders below, and in a project that has it installed', () => {
  for (const inside of [project, join(project, 'docs')]) expect(fromHere(remedy, inside)).toBe(remedy);
  const other = join(folder, 'other');
  mkdirSync(join(other, 'node_modules/.bin'), { recursive: true });
  writeFileSync(join(other, 'node_modules/.bin/hsm'), '');
  expect(fromHere(remedy, other)).toBe(remedy);
});

test('a file that comes with the command is named so that it is found from where it is told', () => {
  const file = 'examples/production.json';
  expect(ofProject(file, project)).toBe(file);
  expect(ofProject(file, join(project, '..'))).toMatch(/^[^/]+\/examples\/production\.json$/);
  expect(ofProject(file, folder)).toBe(join(project, file));
});
