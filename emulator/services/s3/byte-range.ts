import { AwsError } from '../../kernel/aws-error.ts';

/** The first byte of a part, and the one behind its last. */
interface ByteRange {
  start: number;
  end: number;
}

/**
 * The part that a Range asks for, up to the end of the object; undefined where the whole is answered: a range that is none, ends before it begins, or is one
 * of several (as recorded).
 *
 * @throws AwsError InvalidRange where nothing of the object is in it
 */
export function byteRange(wanted: string | undefined, size: number): ByteRange | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(wanted ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
  if (start < end) return { start, end };
  throw new AwsError('InvalidRange', 'The requested range is not satisfiable', {
    status: 416,
    fields: { RangeRequested: wanted, ActualObjectSize: size },
  });
}
