import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { checkEnvironment } from '../core/environment/check-environment.ts';
import { Environment } from '../core/environment/environment.ts';
import { requestHash } from '../core/environment/environment-hash.ts';
import { Problem } from '../core/environment/problem.ts';
import { intents } from '../core/intents.ts';
import { preflight } from '../core/preflight/preflight.ts';
import { invalidRequest, requireCurrent } from '../core/request/refusals.ts';
import { environmentNameOf, type Request, readRequest } from '../core/request/request.ts';
import { requestOf } from '../core/request/request-of-many.ts';
import { requestedFile } from '../core/request/requested-file.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  intent: z.string(),
  /** Of the execution. */
  input: z.unknown(),
  now: z.iso.datetime(),
});
const Output = z.object({
  environment: z.string(),
  /** Absent where the intent works on no single environment. */
  file: z.optional(Environment),
  /** Of what is asked for. */
  hash: z.string(),
  changes: z.record(z.string(), z.unknown()),
  onFailure: z.enum(['keep', 'remove']),
  requestedAt: z.string(),
  warnings: z.array(Problem),
});

/** The first state of every workflow: events and the console bypass the CLI, so what is asked for is checked here, by its form and by the account. */
export const handler = step(Input, Output, async ({ intent, input, now }) => {
  const { asked, requestedAt } = readRequest(input, now);
  const { Request: OfMany } = intents[intent]!;
  if (OfMany) {
    const request = requestOf(intent, OfMany, asked);
    const hash = createHash('sha256').update(JSON.stringify(request)).digest('hex');
    return { environment: '', hash, changes: request, onFailure: 'keep' as const, requestedAt, warnings: [] };
  }
  const to = environmentNameOf(input) ?? 'no name';
  const checked = checkEnvironment(await requestedFile(intent, asked));
  if ('problems' in checked) throw invalidRequest(to, checked.problems);
  const { environment } = checked;
  await requireCurrent(environment.name, requestedAt);
  const changes = changesOf(asked, environment.name);
  const found = await preflight(environment, intent, now, changes);
  if (found.problems.length > 0) throw invalidRequest(to, found.problems);
  return {
    environment: environment.name,
    file: environment,
    hash: requestHash(environment, changes),
    changes,
    onFailure: environment.onFailure,
    requestedAt,
    warnings: [...checked.warnings, ...found.warnings],
  };
});

/** What is asked for beside the file; where that makes another environment, with the name of the one that it is made of. */
function changesOf(asked: Request['asked'], name: string): Record<string, unknown> {
  if (!('changes' in asked)) return {};
  // the file is on record, for whoever wants it
  const { file: _file, ...changes } = asked.changes;
  return asked.environment === name ? changes : { ...changes, of: asked.environment };
}
