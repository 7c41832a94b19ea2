/** What somebody asks for, whoever starts the workflow. */
export interface Request {
  /** A whole file, or the name of an environment on record with what to change of it. */
  asked: { file: unknown } | { environment: string; changes: Record<string, unknown> };
  /** ISO 8601. */
  requestedAt: string;
}

/**
 * Reads the input of an entry machine: an environment file; `{ environment: NAME, …changes }` for an environment on record; or either
 * of them as the detail of an event, `{ detail, time, id }`.
 *
 * @param now ISO 8601: when it was asked, where the input says nothing of it
 */
export function readRequest(input: unknown, now: string): Request {
  if (isEvent(input)) return { ...readRequest(input.detail, now), requestedAt: input.time };
  if (isRecord(input) && typeof input.environment === 'string' && !('version' in input)) {
    const { environment, ...changes } = input;
    return { asked: { environment: environment as string, changes }, requestedAt: now };
  }
  return { asked: { file: input }, requestedAt: now };
}

/** The name of the environment that an input works on, the new one where it makes one of another, as it stands there; undefined where there is none. */
export function environmentNameOf(input: unknown): string | undefined {
  const { asked } = readRequest(input, '');
  const name = 'environment' in asked ? (asked.changes.as ?? asked.environment) : isRecord(asked.file) ? asked.file.name : undefined;
  return typeof name === 'string' ? name : undefined;
}

function isEvent(input: unknown): input is { detail: unknown; time: string; id: string } {
  return isRecord(input) && Object.keys(input).toSorted().join() === 'detail,id,time' && isTime(input.time);
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
