/** An event as rules match it and targets get it. */
export interface EventEnvelope {
  version: '0';
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  /** ISO 8601, seconds. */
  time: string;
  region: string;
  resources: string[];
  detail: unknown;
}

/** One entry of PutEvents, decoded. */
export interface EventEntry {
  Time?: Date;
  Source?: string;
  Resources?: string[];
  DetailType?: string;
  Detail?: string;
  EventBusName?: string;
}

/** Bytes that an entry counts against the request's limit: fourteen for its time, and its texts. */
export function entrySize(entry: EventEntry): number {
  const texts = [entry.Source ?? '', entry.DetailType ?? '', entry.Detail ?? '', ...(entry.Resources ?? [])];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), entry.Time ? 14 : 0);
}

/** `2026-01-05T09:00:00Z`: events carry whole seconds. */
export function wholeSeconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
