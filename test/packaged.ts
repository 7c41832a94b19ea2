import { packagedTemplate } from '../cli/local/packaged.ts';

/** Packages once, before any test file deploys the artifact. */
export async function setup(): Promise<void> {
  await packagedTemplate();
}
