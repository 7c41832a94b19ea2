import { AwsError } from '../../kernel/aws-error.ts';
import { pager } from '../../service/page.ts';

const marked = pager({
  size: 'Limit',
  token: 'Marker',
  next: 'NextMarker',
  usual: 100,
  invalidToken: () => new AwsError('InvalidMarkerException', 'The marker is not valid.'),
});

/** @throws AwsError InvalidMarkerException */
export function page<T>(items: T[], operation: string, input: { Limit?: number; Marker?: string }, usual?: number) {
  const found = marked(items, operation, input, usual);
  return { ...found, Truncated: found.NextMarker !== undefined };
}
