import { XMLParser } from 'fast-xml-parser';
import type { Emulator } from '../../../emulator/emulator.ts';
import { loadModel, type Model, type Shape } from '../../../emulator/models/model.ts';
import { withToken } from '../../client-request-token.ts';
import { rest } from './rest.ts';

export type Json = Record<string, unknown>;
export type Answered = { kind: 'output' | 'error'; members: Json };

/**
 * Asks over HTTP in the protocol of the service, and reads the answer as an SDK does: bytes are Buffers, times are Dates. The
 * parameters are not checked before.
 */
export async function call({ url, home }: Emulator, service: string, operation: string, input: Json): Promise<Answered> {
  const protocol = service === 'dynamodb' ? dynamodb : protocolOf(loadModel(service));
  const signed = `AWS4-HMAC-SHA256 Credential=person/20260105/${home.region}/${service}/aws4_request`;
  const { method = 'POST', path = '', headers, body } = protocol.encode(operation, input);
  const response = await fetch(url + path, { method, headers: { ...headers, authorization: signed }, body });
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = bytes.toString();
  if (response.ok) return { kind: 'output', members: protocol.decode(operation, text, response, bytes) };
  return { kind: 'error', members: { ...protocol.decodeError(text, response.headers), status: response.status } };
}

export interface Protocol {
  encode(operation: string, input: Json): { method?: string; path?: string; headers: Record<string, string>; body?: RequestInit['body'] };
  decode(operation: string, text: string, response: Response, bytes: Buffer): Json;
  decodeError(text: string, headers: Headers): Json;
}

function protocolOf(model: Model): Protocol {
  const { protocol, protocols = [protocol] } = model.metadata;
  if (protocol.startsWith('rest-')) return rest(model, seen);
  // CloudWatch was recorded in forms
  return protocols.includes('json') && !protocols.includes('query') ? json(model) : forms(model);
}

/** Times as an SDK sends them, whatever form they were written in. */
function sent(model: Model, shapeName: string, value: unknown): unknown {
  const { type, members, member = '', value: item = '' } = model.shapes[shapeName] ?? {};
  if (type === 'list' && Array.isArray(value)) return value.map((one) => sent(model, member, one));
  if (type === 'timestamp' && typeof value === 'string') return Date.parse(value.replace(/^(\d\d)-(\d\d)-(\d{4})/, '$3-$1-$2')) / 1000;
  if ((type !== 'structure' && type !== 'map') || typeof value !== 'object' || value === null) return value;
  const inner = (name: string) => (type === 'map' ? item : (members?.[name]?.shape ?? ''));
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, sent(model, inner(name), held)]));
}

/** JSON, bytes as Base64. */
export function written(input: unknown): string {
  return JSON.stringify(input, (_, value) => (value?.type === 'Buffer' ? Buffer.from(value.data).toString('base64') : value));
}

function json(model: Model): Protocol {
  const { targetPrefix, jsonVersion } = model.metadata;
  return {
    encode: (operation, input) => ({
      headers: {
        'x-amz-target': `${targetPrefix}.${operation}`,
        'content-type': `application/x-amz-json-${jsonVersion}`,
        'x-amzn-query-mode': 'true',
      },
      body: written(sent(model, model.operations[operation]!.input!, withToken(model, operation, input))),
    }),
    decode: (operation, text) => seen(model, model.operations[operation]!.output, JSON.parse(text)) as Json,
    decodeError(text, headers) {
      const { __type, message, Message, ...rest } = JSON.parse(text) as Record<string, string>;
      const [queryCode, type] = headers.get('x-amzn-query-error')?.split(';') ?? [];
      const code = queryCode ?? __type;
      const queried = queryCode ? { type, queryErrorCode: __type } : {};
      return { code, message: message ?? Message ?? '', ...queried, ...rest };
    },
  };
}

/** DynamoDB has no model here: what is on the wire is what an SDK gives. */
const dynamodb: Protocol = {
  encode: (operation, input) => ({
    headers: { 'x-amz-target': `DynamoDB_20120810.${operation}`, 'content-type': 'application/x-amz-json-1.0' },
    body: written(input),
  }),
  decode: (_, text) => JSON.parse(text) as Json,
  decodeError(text) {
    const { __type, message, Message, ...rest } = JSON.parse(text) as Record<string, string>;
    return { code: __type!.split('#').at(-1), message: message ?? Message, ...rest };
  },
};

function forms(model: Model): Protocol {
  const parser = new XMLParser({
    parseTagValue: false,
    trimValues: false,
    isArray: (name) => name === 'member' || name === 'entry' || name === 'item',
  });
  const ec2 = model.metadata.protocol === 'ec2';
  return {
    encode(operation, input) {
      const fields = new URLSearchParams({ Action: operation, Version: model.metadata.apiVersion });
      const { input: shape } = model.operations[operation]!;
      if (shape) flatten(model, shape, input, '', (name, value) => fields.set(name, value));
      return { headers: {}, body: fields };
    },
    decode(operation, text) {
      const answer = parser.parse(text)[`${operation}Response`];
      return seen(model, model.operations[operation]!.output, ec2 ? answer : answer[`${operation}Result`]) as Json;
    },
    decodeError(text) {
      const parsed = parser.parse(text);
      const { Code, Message, Type } = ec2 ? parsed.Response.Errors.Error : parsed.ErrorResponse.Error;
      return { code: Code, message: Message, ...(Type ? { type: Type } : {}) };
    },
  };
}

/** `Tags: [{ Key }]` is `Tags.member.1.Key`, and `Filter.1.Name` in EC2; a map is `Attributes.entry.1.key` and `.value`. */
function flatten(model: Model, shapeName: string, value: unknown, name: string, put: (name: string, value: string) => void): void {
  const ec2 = model.metadata.protocol === 'ec2';
  const shape = model.shapes[shapeName]!;
  if (value === null || value === undefined) return;
  if (shape.type === 'structure') {
    for (const [member, held] of Object.entries(value)) {
      const { shape: inner = '', locationName = member } = shape.members?.[member] ?? {};
      const written = ec2 ? locationName[0]!.toUpperCase() + locationName.slice(1) : locationName;
      flatten(model, inner, held, name ? `${name}.${written}` : written, put);
    }
  } else if (shape.type === 'list') {
    const items = value as unknown[];
    for (const [index, item] of items.entries()) flatten(model, shape.member!, item, `${name}.${ec2 ? '' : 'member.'}${index + 1}`, put);
    if (items.length === 0) put(name, '');
  } else if (shape.type === 'map') {
    for (const [index, [key, item]] of Object.entries(value).entries()) {
      put(`${name}.entry.${index + 1}.key`, key);
      flatten(model, shape.value!, item, `${name}.entry.${index + 1}.value`, put);
    }
  } else put(name, Buffer.isBuffer(value) ? value.toString('base64') : String(value));
}

/** A value of the wire as an SDK gives it. */
function seen(model: Model, shapeName: string | undefined, value: unknown): unknown {
  if (!shapeName) return {};
  const shape = model.shapes[shapeName]!;
  switch (shape.type) {
    case 'structure':
      return members(model, shape, (value || {}) as Json);
    case 'list': {
      const items = Array.isArray(value) ? value : ((value as Json | '')?.valueOf() && listed(shape, value as Json)) || [];
      return items.map((item) => seen(model, shape.member, item));
    }
    case 'map':
      return Object.fromEntries(entries(value as Json).map(([key, item]) => [key, seen(model, shape.value, item)]));
    case 'timestamp':
      return new Date(typeof value === 'number' ? value * 1000 : String(value));
    case 'blob':
      return Buffer.from(String(value), 'base64');
    case 'boolean':
      return value === 'true' || value === true;
    case 'string':
      // as botocore reads it
      return shapeName === 'policyDocumentType' ? decodeURIComponent(String(value)) : value;
    default:
      return Number(value);
  }
}

function members(model: Model, shape: Shape, record: Json): Json {
  const given: Json = {};
  for (const [name, member] of Object.entries(shape.members ?? {})) {
    const value = record[member.locationName ?? name];
    if (value !== undefined && value !== null) given[name] = seen(model, member.shape, value);
  }
  return given;
}

function listed({ memberName = 'member' }: Shape, value: Json): unknown[] {
  // one alone is no list where it is read
  return [value[memberName] ?? value.item ?? []].flat();
}

function entries(value: Json): [string, unknown][] {
  const entry = value.entry as { key: string; value: unknown }[] | undefined;
  return entry ? entry.map(({ key, value }) => [key, value]) : Object.entries(value);
}
