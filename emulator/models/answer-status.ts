import type { Model } from './model.ts';

/** The HTTP status of an answer that is no error: its operation's, what a member of the answer says, or that it is a part (RFC 9110, "206 Partial Content"). */
export function answerStatus(model: Model, operation: string, output: unknown): number {
  const { output: shape = '', http } = model.operations[operation]!;
  const members = Object.entries(model.shapes[shape]?.members ?? {});
  const said = members.find(([, { location }]) => location === 'statusCode')?.[0];
  const status = said && (output as Record<string, unknown> | undefined)?.[said];
  const range = members.find(([, { locationName }]) => locationName === 'Content-Range')?.[0];
  if (range && (output as Record<string, unknown> | undefined)?.[range] !== undefined) return 206;
  return typeof status === 'number' ? status : (http?.responseCode ?? 200);
}
