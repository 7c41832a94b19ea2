import type { LogsPlace } from './state.ts';

interface Input {
  logGroupName?: string;
  logGroupIdentifier?: string;
  logStreamName?: string;
}

/** Actions that take a group and no stream of it; without one they are about all. */
export function onGroup({ logGroupName = '*' }: Input, place: LogsPlace): string[] {
  return [place.arn('logs', `log-group:${logGroupName}:log-stream:`)];
}

/** A group's actions name it with an empty stream: so AWS's messages show it, and so `log-group:<name>:*` in a policy matches. */
export function onStream({ logGroupName, logGroupIdentifier, logStreamName = '' }: Input, place: LogsPlace): string[] {
  const named = logGroupIdentifier?.startsWith('arn:');
  const group = named ? logGroupIdentifier : place.arn('logs', `log-group:${logGroupName ?? logGroupIdentifier}`);
  return [`${group}:log-stream:${logStreamName}`];
}
