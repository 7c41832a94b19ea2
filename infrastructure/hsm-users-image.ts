import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const unpublished = 'hsm-users:unpublished';

interface PublishedImage {
  /** With a tag of its own, which the repository lets nobody move. */
  uri: string;
  /** `sha256:…`: of the image, as the registry has it. */
  digest: string;
  /** The package of the CloudHSM CLI in it. */
  cli: { version: string; sha256: string };
}

/** The URI of the image that was published last for a stage and region, which have a repository of their own. */
export function publishedImage(project: string, stage: string, region: string): string {
  const file = noteOf(project, stage, region);
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n')[0]!.trim() : unpublished;
}

/** Notes an image for the next deployment: its URI, and beneath it what is in it. */
export function notePublishedImage(project: string, stage: string, region: string, { uri, digest, cli }: PublishedImage): void {
  writeFileSync(noteOf(project, stage, region), `${uri}\ndigest ${digest}\ncloudhsm-cli ${cli.version} sha256 ${cli.sha256}\n`);
}

function noteOf(project: string, stage: string, region: string): string {
  return join(project, `.hsm-users-image.${stage}.${region}`);
}
