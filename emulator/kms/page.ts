import { AwsError } from '../api/error.ts';

/**
 * One page of a list, as the List and Describe operations answer.
 *
 * @throws AwsError InvalidMarkerException
 */
export function page<T>(items: T[], { Limit = 100, Marker }: { Limit?: number; Marker?: string }) {
  const start = Marker === undefined ? 0 : Number(Buffer.from(Marker, 'base64').toString() || Number.NaN);
  if (!Number.isInteger(start) || start < 0 || start > items.length)
    throw new AwsError('InvalidMarkerException', 'The marker is not valid.');
  const end = start + Limit;
  const Truncated = end < items.length;
  return { items: items.slice(start, end), Truncated, NextMarker: Truncated ? Buffer.from(String(end)).toString('base64') : undefined };
}
