import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { packagedTemplate } from '../cli/local/packaged.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder that deployments unpack their bundles to, once for all test files. */
    bundles: string;
  }
}

/** Packages once, before any test file deploys the artifact. */
export async function setup(project: TestProject): Promise<() => void> {
  await packagedTemplate();
  const bundles = mkdtempSync(join(tmpdir(), 'hsm-bundles-'));
  project.provide('bundles', bundles);
  return () => rmSync(bundles, { recursive: true, force: true });
}
