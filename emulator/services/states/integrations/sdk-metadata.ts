import type { TaskCall } from './integration.ts';

/**
 * What Step Functions adds to a service's response: the HTTP answer as its SDK saw it.
 *
 * @param body the response's text, for its length
 */
export function sdkMetadata(
  call: TaskCall,
  body: string,
  contentType: string,
  extra: Record<string, string> = {},
): Record<string, unknown> {
  const requestId = call.place.random.uuid('request-id', ...call.purpose);
  const headers: Record<string, string> = {
    Connection: 'keep-alive',
    'Content-Length': String(Buffer.byteLength(body)),
    'Content-Type': contentType,
    Date: call.place.clock.date().toUTCString(),
    ...extra,
    'x-amzn-RequestId': requestId,
  };
  return {
    SdkHttpMetadata: {
      AllHttpHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
      HttpHeaders: headers,
      HttpStatusCode: 200,
    },
    SdkResponseMetadata: { RequestId: requestId },
  };
}
