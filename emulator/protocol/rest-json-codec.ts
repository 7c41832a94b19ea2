import type { IncomingHttpHeaders } from 'node:http';
import { AwsError } from '../kernel/aws-error.ts';
import { answerStatus } from '../models/answer-status.ts';
import type { Model } from '../models/model.ts';
import { decodeJson, encodeJson, parseJson } from './json-codec.ts';

export interface RestRequest {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

interface RestResponse {
  status: number;
  headers: Record<string, string>;
  body: Buffer | string;
}

/** The operation that a method and path name, with the values of its path's labels. */
export function matchRest(model: Model, method: string, path: string): { operation: string; labels: Record<string, string> } | undefined {
  for (const [operation, { http }] of Object.entries(model.operations)) {
    if (!http || http.method !== method) continue;
    const names: string[] = [];
    const pattern = http.requestUri
      .split('?')[0]!
      .replace(/\/$/, '')
      .replace(/\{([^}+]+)\+?\}/g, (_, name: string) => {
        names.push(name);
        return '([^/]+)';
      });
    const found = new RegExp(`^${pattern}/?$`).exec(path);
    if (found) return { operation, labels: Object.fromEntries(names.map((name, index) => [name, decodedLabel(found[index + 1]!)])) };
  }
  return undefined;
}

function decodedLabel(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError('BadRequestException', `${text} in the path is not percent-encoded UTF-8`);
  }
}

export function decodeRest(model: Model, operation: string, labels: Record<string, string>, request: RestRequest): unknown {
  const shape = model.shapes[model.operations[operation]!.input ?? ''];
  if (!shape) return {};
  const located: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(shape.members ?? {})) {
    const wire = member.locationName ?? name;
    const value =
      member.location === 'uri'
        ? labels[wire]
        : member.location === 'querystring'
          ? queried(model.shapes[member.shape]!.type === 'list', request.url.searchParams, wire)
          : member.location === 'header'
            ? request.headers[wire.toLowerCase()]
            : undefined;
    if (value !== undefined) located[name] = Array.isArray(value) ? value : typed(model, member.shape, String(value));
  }
  const inputShape = model.operations[operation]!.input!;
  if (shape.payload) {
    const { type } = model.shapes[shape.members![shape.payload]!.shape]!;
    if (type === 'string') located[shape.payload] = request.body.toString();
    else if (request.body.length > 0) located[shape.payload] = type === 'blob' ? request.body : parseJson(request.body);
    return located;
  }
  const body = request.body.length > 0 ? (decodeJson(model, inputShape, parseJson(request.body)) as object) : {};
  return { ...body, ...located };
}

/** A list of texts stands in an address once for each. */
function queried(isList: boolean, query: URLSearchParams, name: string): string | string[] | undefined {
  if (!query.has(name)) return undefined;
  return isList ? query.getAll(name) : query.get(name)!;
}

function typed(model: Model, shapeName: string, value: string): unknown {
  const { type } = model.shapes[shapeName]!;
  if (type === 'integer' || type === 'long') return Number(value);
  // a condition on a date that is none does not count (RFC 9110, section 13.1.3)
  if (type === 'timestamp') return Number.isNaN(Date.parse(value)) ? undefined : new Date(value);
  return type === 'boolean' ? value === 'true' : value;
}

export function encodeRest(model: Model, operation: string, output: unknown): RestResponse {
  const { output: outputShape } = model.operations[operation]!;
  const shape = model.shapes[outputShape ?? ''];
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  const status = answerStatus(model, operation, output);
  if (!shape) return { status, headers, body: '' };
  const record = (output ?? {}) as Record<string, unknown>;
  for (const [name, member] of Object.entries(shape.members ?? {})) {
    if (record[name] === undefined) continue;
    if (member.location === 'header') headers[member.locationName ?? name] = String(record[name]);
  }
  if (shape.payload) return { status, headers, body: (record[shape.payload] as Buffer | undefined) ?? '' };
  const inBody = Object.fromEntries(Object.entries(record).filter(([name]) => !shape.members?.[name]?.location));
  return { status, headers, body: JSON.stringify(encodeJson(model, outputShape!, inBody)) };
}
