import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether what was packaged into a folder is for a stage, and nothing of it a deployment's own: its template has the stage in it, and the values
 * of `--param`. infrastructure/packaged-for.cjs notes both.
 */
export function isPackagedFor(stage: string, folder: string): boolean {
  const note = join(folder, 'packaged-for.json');
  if (!existsSync(note)) return false;
  const made = JSON.parse(readFileSync(note, 'utf8')) as { stage: string; params: string[] };
  return made.stage === stage && made.params.length === 0;
}
