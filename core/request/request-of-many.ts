import type * as z from 'zod/mini';
import { explainIssues } from '../environment/explain-issues.ts';
import { invalidRequest } from './refusals.ts';
import type { Request } from './request.ts';

/**
 * What is asked of an intent that works on many environments, or on none: its own members; `environment` names a single one. Whoever
 * asks for nothing, as the clock does, asks for everything.
 *
 * @throws LifecycleError InvalidEnvironment
 */
export function requestOf(intent: string, Shape: z.ZodMiniType<Record<string, unknown>>, asked: Request['asked']): Record<string, unknown> {
  const given = 'file' in asked ? (asked.file ?? {}) : { environments: [asked.environment], ...asked.changes };
  const read = Shape.safeParse(given);
  if (read.success) return read.data;
  throw invalidRequest(intent, explainIssues(read.error.issues, given, Shape));
}
