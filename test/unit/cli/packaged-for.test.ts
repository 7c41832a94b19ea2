import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isPackagedFor } from '../../../cli/local/packaged-for.ts';

test.each([
  [{ stage: 'dev', params: [] }, true],
  [{ stage: 'prod', params: [] }, false],
  [{ stage: 'dev', params: ['hsmQuota=8'] }, false],
  [undefined, false],
])('what was packaged as %j is for dev: %s', (made, expected) => {
  const folder = mkdtempSync(join(tmpdir(), 'packaged-for-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  if (made) writeFileSync(join(folder, 'packaged-for.json'), JSON.stringify(made));
  expect(isPackagedFor('dev', folder)).toBe(expected);
});
