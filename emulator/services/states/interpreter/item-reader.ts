import { readJson } from '../../../kernel/read-json.ts';
import type { Branch } from '../branch.ts';
import type { ItemReader } from '../definition.ts';
import { awsSdk } from '../integrations/aws-sdk.ts';
import type { TaskCall } from '../integrations/integration.ts';
import { parametersObject } from '../integrations/service-call.ts';
import type { MapItem } from '../map-run.ts';
import { StateError } from '../state-error.ts';
import { csvRecords } from './csv.ts';
import { languageOf } from './language-of.ts';

/** What a reader is to read, evaluated. */
interface Reading {
  action: string;
  given: Record<string, unknown>;
  config: NonNullable<ItemReader['ReaderConfig']>;
  most: number | undefined;
}

type Config = Reading['config'];

const delimiters = { COMMA: ',', PIPE: '|', SEMICOLON: ';', SPACE: ' ', TAB: '\t' };

export async function readingOf(branch: Branch, reader: ItemReader): Promise<Reading> {
  const { given, most } = await languageOf(branch).read(branch, reader);
  const { Resource, ReaderConfig: config = {} } = reader;
  return { action: Resource.split(':').at(-1)!, given: parametersObject(given), config, most };
}

/**
 * The items of a distributed Map that stand in S3.
 *
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
 *
 * @throws StateError States.ItemReaderFailed
 */
export async function readItems(reading: Reading, call: TaskCall): Promise<MapItem[]> {
  const { action, given } = reading;
  mostOf(reading);
  return action === 'listObjectsV2' ? numbered(reading, await listed(given, call)) : itemsOf(reading, await text(given, call));
}

/** The items of what a reader finds. @throws StateError States.ItemReaderFailed */
export function itemsOf(reading: Reading, content: string): MapItem[] {
  return numbered(reading, itemsIn(content, reading.config, mostOf(reading)));
}

function mostOf({ most }: Reading): number | undefined {
  if (most !== undefined && most < 0) throw failed('field MaxItems must be positive');
  return most || undefined;
}

function numbered(reading: Reading, values: unknown[]): MapItem[] {
  const { action, given } = reading;
  const source = `S3://${given.Bucket}${action === 'listObjectsV2' ? '' : `/${given.Key}`}`;
  return values.slice(0, mostOf(reading)).map((value, index) => ({ index, value, source }));
}

async function ask(action: string, given: Record<string, unknown>, call: TaskCall): Promise<Record<string, unknown>> {
  try {
    return await awsSdk('s3', action)!.request(call, given);
  } catch (error) {
    throw error instanceof StateError ? failed(error.cause ?? '') : error;
  }
}

async function text(given: Record<string, unknown>, call: TaskCall): Promise<string> {
  return String((await ask('getObject', given, call)).Body);
}

/** Of each object what Step Functions tells of it, with the time in seconds. */
async function listed(given: Record<string, unknown>, call: TaskCall): Promise<unknown[]> {
  const objects: unknown[] = [];
  for (let ContinuationToken: unknown; ; ) {
    const page = await ask('listObjectsV2', { ...given, ...(ContinuationToken === undefined ? {} : { ContinuationToken }) }, call);
    for (const { ETag: Etag, Key, LastModified, Size, StorageClass } of (page.Contents ?? []) as Record<string, unknown>[])
      objects.push({ Etag, Key, LastModified: Math.floor(Date.parse(String(LastModified)) / 1000), Size, StorageClass });
    ContinuationToken = page.NextContinuationToken;
    if (ContinuationToken === undefined) return objects;
  }
}

function itemsIn(text: string, config: Config, most: number | undefined): unknown[] {
  if (config.InputType === 'CSV') return rows(text, config, most);
  if (config.InputType === 'JSONL') return text.split(/\r?\n/).flatMap((line) => (line.trim() === '' ? [] : [parsed(line)]));
  const items = pointedAt(parsed(text), config.ItemsPointer ?? '');
  if (!Array.isArray(items)) throw failed('Attempting to map over non-iterable node.');
  return items;
}

/** Fields beyond the headers are left out, and those that a row lacks are empty (as recorded). */
function rows(
  text: string,
  { CSVHeaderLocation, CSVHeaders = [], CSVDelimiter = 'COMMA' }: Config,
  most: number | undefined,
): Record<string, string>[] {
  const records = csvRecords(text, delimiters[CSVDelimiter], most && most + 1);
  const headers = CSVHeaderLocation === 'GIVEN' ? CSVHeaders : (records.shift() ?? []);
  if (new Set(headers).size < headers.length) throw failed('CSV headers cannot contain duplicates.');
  return records.map((record) => Object.fromEntries(headers.map((header, index) => [header, record[index] ?? ''])));
}

/** By a JSON pointer (RFC 6901). */
function pointedAt(value: unknown, pointer: string): unknown {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return steps.reduce((held, step) => (Object.hasOwn(Object(held), step) ? (held as Record<string, unknown>)[step] : undefined), value);
}

function parsed(text: string): unknown {
  try {
    return readJson(text);
  } catch {
    throw failed('The content of the object is not JSON.');
  }
}

function failed(cause: string): StateError {
  return new StateError('States.ItemReaderFailed', cause);
}
