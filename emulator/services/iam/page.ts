import { AwsError } from '../../kernel/aws-error.ts';
import { pager } from '../../service/page.ts';

const marked = pager({
  size: 'MaxItems',
  token: 'Marker',
  next: 'Marker',
  usual: 100,
  invalidToken: () => new AwsError('ValidationError', 'Invalid Marker.'),
});

/** Says of every page whether it is the last. @throws AwsError ValidationError */
export function page<T>(items: T[], operation: string, input: { MaxItems?: number; Marker?: string }) {
  const { items: shown, Marker } = marked(items, operation, input);
  return { items: shown, more: { IsTruncated: Marker !== undefined, ...(Marker !== undefined && { Marker }) } };
}
