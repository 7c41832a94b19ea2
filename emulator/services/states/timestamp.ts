const form = /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds since 1970 of an ISO-8601 extended date-time with an offset; NaN where the text is none, or there is no such day. */
export function parseTimestamp(text: string): number {
  const [, year, month, day] = form.exec(text) ?? [];
  if (year === undefined) return Number.NaN;
  const daysOfMonth = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(day) > daysOfMonth ? Number.NaN : Date.parse(text);
}

/** As Step Functions writes a time: without the fraction where it is zero. */
export function writtenTime(time: Date): string {
  return time.toISOString().replace('.000Z', 'Z');
}
