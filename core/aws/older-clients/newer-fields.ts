import type { CloudHSMV2Client } from '@aws-sdk/client-cloudhsm-v2';
import { jsonValue } from '../../json-value.ts';

/**
 * The pinned client is older than the API and drops output fields that it does not know, `Mode` among them. This puts them back
 * from the raw answer.
 */
export function keepNewerFields(client: CloudHSMV2Client): CloudHSMV2Client {
  const raw = new WeakMap<object, unknown>();
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const response = result.response as { body: AsyncIterable<Uint8Array> | Uint8Array };
      const chunks: Uint8Array[] = [];
      for await (const chunk of response.body as AsyncIterable<Uint8Array>) chunks.push(chunk);
      const bytes = new Uint8Array(Buffer.concat(chunks));
      response.body = bytes;
      // an error page of something between AWS and us is no JSON: the client's own deserializer reports it
      raw.set(response, jsonValue(Buffer.from(bytes).toString()));
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'readRawAnswer' },
  );
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      // biome-ignore lint/suspicious/noExplicitAny: the client's middleware types do not name the response at this step
      restore(result.output, raw.get((result as any).response));
      return result;
    },
    { step: 'initialize', name: 'restoreNewerFields' },
  );
  return client;
}

function restore(known: unknown, answered: unknown): void {
  if (!isRecord(known) || !isRecord(answered)) return;
  for (const [key, value] of Object.entries(answered)) {
    if (known[key] === undefined) known[key] = value;
    else restore(known[key], value);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}
