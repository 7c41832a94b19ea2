import { createHash } from 'node:crypto';
import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import type { Member, Model, Shape } from '../../../emulator/models/model.ts';
import { crc32, crc32c, crc64nvme } from '../../../emulator/services/s3/crc.ts';
import { type Json, type Protocol, written } from './wire.ts';

/** Elements of answers in XML that come several times, and of the names that others have too, where they do. */
const listed =
  /(^|\.)(Contents|CommonPrefixes|ChecksumAlgorithm|Version|ListVersionsResult\.DeleteMarker|Rule|Buckets\.Bucket|DeleteResult\.(Deleted|Error))$/;

/** What an answer has, member by member, read from XML or JSON. */
type Seen = (model: Model, shapeName: string | undefined, value: unknown) => unknown;

/** Checksums of S3, as SDKs send them. */
const checksums: Record<string, (body: Buffer) => Buffer> = {
  CRC32: crc32,
  CRC32C: crc32c,
  CRC64NVME: crc64nvme,
  SHA1: (body) => createHash('sha1').update(body).digest(),
  SHA256: (body) => createHash('sha256').update(body).digest(),
};

/** REST in JSON (Lambda) and in XML (S3): members stand in the path, the query, headers and the body. */
export function rest(model: Model, seen: Seen): Protocol {
  const xml = model.metadata.protocol === 'rest-xml';
  const parser = new XMLParser({
    parseTagValue: false,
    trimValues: false,
    isArray: (_, path) => listed.test(String(path)),
  });
  const located = (shape: Shape, place: Member['location']) =>
    Object.entries(shape.members ?? {}).filter(([, { location }]) => location === place);
  return {
    encode(operation, given) {
      const { input: shapeName, http } = model.operations[operation]!;
      const shape = model.shapes[shapeName!]!;
      const input = xml ? asSent(operation, given) : given;
      const path = http!.requestUri.replaceAll(/\{(\w+)(\+?)\}/g, (_, name: string, whole: string) => {
        const written = encodeURIComponent(String(input[name] ?? ''));
        return whole ? written.replaceAll('%2F', '/') : written;
      });
      const [before, asked] = path.split('?');
      const query = new URLSearchParams(asked);
      for (const [name, { locationName }] of located(shape, 'querystring'))
        if (name in input) query.set(locationName!, String(input[name]));
      const headers: Record<string, string> = {};
      for (const [name, { locationName }] of located(shape, 'header')) if (name in input) headers[locationName!] = String(input[name]);
      for (const [name, { locationName }] of located(shape, 'headers')) {
        for (const [key, value] of Object.entries((input[name] ?? {}) as Json)) headers[`${locationName}${key}`] = String(value);
      }
      const payload = shape.payload && sentBody(model, shape.members![shape.payload]!, input[shape.payload]);
      const inBody = Object.entries(input).filter(([name]) => !shape.members?.[name]?.location);
      const content = shape.payload || xml ? (payload ?? '') : written(Object.fromEntries(inBody));
      const body = http!.method === 'PUT' || http!.method === 'POST' ? Buffer.from(content as string) : undefined;
      return { method: http!.method, path: query.size > 0 ? `${before}?${query}` : before!, headers, body };
    },
    decode(operation, text, { headers, status }, bytes) {
      const shapeName = model.operations[operation]!.output;
      const shape = shapeName ? model.shapes[shapeName]! : ({ type: 'structure' } satisfies Shape);
      const members: Json = {};
      for (const [name] of located(shape, 'statusCode')) members[name] = status;
      for (const [name, { locationName, shape: inner }] of located(shape, 'header')) {
        const value = headers.get(locationName!);
        if (value === null) continue;
        members[name] = seen(model, inner, value);
        // as botocore has it beside the date
        if (name === 'Expires') members.ExpiresString = value;
      }
      for (const [name, { locationName }] of located(shape, 'headers')) {
        const prefix = locationName!.toLowerCase();
        const found = [...headers].filter(([key]) => key.startsWith(prefix)).map(([key, value]) => [key.slice(prefix.length), value]);
        members[name] = Object.fromEntries(found);
      }
      const held = shape.payload && model.shapes[shape.members![shape.payload]!.shape]!;
      if (held && held.type !== 'structure') return { ...members, [shape.payload!]: Buffer.from(text).equals(bytes) ? text : bytes };
      if (text === '') return members;
      const found = xml ? Object.values(parser.parse(text)).find((root) => typeof root === 'object') : JSON.parse(text);
      if (shape.payload) return { ...members, [shape.payload]: seen(model, shape.members![shape.payload]!.shape, found) };
      const all = { ...members, ...(seen(model, shapeName, found) as Json) };
      return xml ? (unescaped(all) as Json) : all;
    },
    decodeError(text, headers) {
      if (!xml) {
        const { message, Message, ...others } = JSON.parse(text) as Record<string, string>;
        return { code: headers.get('x-amzn-errortype'), message: Message ?? message, ...others };
      }
      // to HEAD there is no body
      const { Code: code, Message: message, RequestId: _id, HostId: _host, ...others } = text ? parser.parse(text).Error : {};
      return { code, message, ...others };
    },
  };
}

/** A structure as XML; anything else is the body as it is. */
function sentBody(model: Model, { shape, locationName = shape }: Member, value: unknown): unknown {
  const { type } = model.shapes[shape]!;
  return type === 'structure' && value !== undefined ? new XMLBuilder({}).build({ [locationName]: named(model, shape, value) }) : value;
}

function named(model: Model, shapeName: string, value: unknown): unknown {
  const { type, members = {}, member = '', memberName } = model.shapes[shapeName]!;
  if (type === 'list') {
    const items = (value as unknown[]).map((one) => named(model, member, one));
    return memberName ? { [memberName]: items } : items;
  }
  if (type !== 'structure') return value;
  const known = Object.entries(value as Json).map(([name, held]) => {
    const { shape = '', locationName = name } = members[name] ?? {};
    return [locationName, named(model, shape, held)];
  });
  return Object.fromEntries(known);
}

/** With what SDKs add by themselves. */
function asSent(operation: string, input: Json): Json {
  if (operation.startsWith('ListObject')) return { EncodingType: 'url', ...input };
  if (operation === 'GetObject') return { ChecksumMode: 'ENABLED', ...input };
  if (!['PutObject', 'UploadPart'].includes(operation) || Object.keys(input).some((name) => /^Checksum(?!Algorithm)/.test(name)))
    return input;
  const { ChecksumAlgorithm = 'CRC32' } = input;
  const sum = checksums[String(ChecksumAlgorithm)]?.(Buffer.from((input.Body ?? '') as string)).toString('base64');
  return { ...input, ChecksumAlgorithm, [`Checksum${ChecksumAlgorithm}`]: sum };
}

/** Keys and prefixes as an SDK gives them, which had asked for them in the form of URLs. */
function unescaped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unescaped);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const escaped = new Set(['Key', 'Prefix', 'Delimiter', 'StartAfter', 'KeyMarker', 'NextKeyMarker']);
  const entries = Object.entries(value).map(([name, held]) => [
    name,
    escaped.has(name) && typeof held === 'string' ? decodeURIComponent(held.replaceAll('+', ' ')) : unescaped(held),
  ]);
  return Object.fromEntries(entries);
}
