import type { Statement } from '../iam.ts';

interface Step {
  permissions: Statement[];
  /** MiB; Lambda gives processor time by it. */
  memorySize?: number;
  environment?: Record<string, unknown>;
  /** Seconds; 30 without it. */
  timeout?: number;
}

/** What audits read and compare may be thousands of clusters. */
export const reader = { timeout: 900 };

/** By the function's name, which is its file's too. */
export type Steps = Record<string, Step>;
