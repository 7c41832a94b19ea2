import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const unpublished = 'hsm-users:unpublished';

/** The URI of the image that was published last for a stage and region, which have a repository of their own. */
export function publishedImage(project: string, stage: string, region: string): string {
  const file = noteOf(project, stage, region);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : unpublished;
}

export function notePublishedImage(project: string, stage: string, region: string, uri: string): void {
  writeFileSync(noteOf(project, stage, region), `${uri}\n`);
}

function noteOf(project: string, stage: string, region: string): string {
  return join(project, `.hsm-users-image.${stage}.${region}`);
}
