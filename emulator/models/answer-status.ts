import type { Model } from './model.ts';

/** The HTTP status of an answer that is no error: its operation's, or what a member of the answer says. */
export function answerStatus(model: Model, operation: string, output: unknown): number {
  const { output: shape = '', http } = model.operations[operation]!;
  const members = Object.entries(model.shapes[shape]?.members ?? {});
  const said = members.find(([, { location }]) => location === 'statusCode')?.[0];
  const status = said && (output as Record<string, unknown> | undefined)?.[said];
  return typeof status === 'number' ? status : (http?.responseCode ?? 200);
}
