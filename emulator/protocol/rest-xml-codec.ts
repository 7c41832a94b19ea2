import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { AwsError } from '../kernel/aws-error.ts';
import { answerStatus } from '../models/answer-status.ts';
import type { Model } from '../models/model.ts';
import type { Answer } from './protocols/answer.ts';
import { writeXml, xmlValue } from './query-codec.ts';
import { decodeRest, type RestRequest } from './rest-json-codec.ts';
import { decodeXml } from './xml-body.ts';

/** Where a request to S3 goes: the bucket by the path or by the host, the key behind it. */
export interface Addressed {
  bucket: string;
  key: string;
}

/**
 * The operation that a method, an address, a query and headers name, the one without a strange header before others; undefined for
 * one that the model does not have.
 */
export function matchRestXml(
  model: Model,
  method: string,
  { bucket, key }: Addressed,
  query: URLSearchParams,
  headers: IncomingHttpHeaders,
): string | undefined {
  const matching = Object.keys(model.operations).filter((operation) => {
    const { http, input } = model.operations[operation]!;
    const [path = '', fixed] = http!.requestUri.split('?');
    if (http!.method !== method || path.includes('{Key+}') !== (key !== '') || path.includes('{Bucket}') !== (bucket !== '')) return false;
    const wanted = new URLSearchParams(fixed);
    const { members = {}, required = [] } = model.shapes[input!]!;
    const located = (where: string) => Object.entries(members).filter(([, { location }]) => location === where);
    const inQuery = located('querystring');
    // a sub-resource (?acl, ?tagging) makes it another operation
    const known = new Set(['x-id', ...wanted.keys(), ...inQuery.map(([, { locationName }]) => locationName!)]);
    return (
      [...wanted].every(([name, value]) => query.get(name) === value) &&
      inQuery.every(([name, { locationName }]) => !required.includes(name) || query.has(locationName!)) &&
      located('header').every(([name, { locationName }]) => !required.includes(name) || locationName!.toLowerCase() in headers) &&
      [...query.keys()].every((name) => known.has(name))
    );
  });
  return matching.find((operation) => !strangeHeader(model, operation, headers)) ?? matching[0];
}

/** Of the protocol and its SDKs, on whatever request. */
const ofAnyRequest = /^x-amz-(date|content-sha256|security-token|user-agent|decoded-content-length|trailer|te|checksum-.*|sdk-.*)$/;

/** A header of S3 that the operation does not have: it makes it another operation, as `x-amz-copy-source` does, or means what nobody reads. */
export function strangeHeader(model: Model, operation: string, headers: IncomingHttpHeaders): string | undefined {
  const members = Object.values(model.shapes[model.operations[operation]!.input!]!.members ?? {});
  const known = (header: string) =>
    members.some(({ location, locationName = '' }) => {
      const name = locationName.toLowerCase();
      return location === 'header' ? header === name : location === 'headers' && header.startsWith(name);
    });
  return Object.keys(headers).find((header) => header.startsWith('x-amz-') && !ofAnyRequest.test(header) && !known(header));
}

export function decodeRestXml(model: Model, operation: string, { bucket, key }: Addressed, request: RestRequest): unknown {
  const { members: all = {}, payload = '' } = model.shapes[model.operations[operation]!.input!]!;
  const inXml = all[payload] && model.shapes[all[payload].shape]!.type === 'structure' ? all[payload].shape : undefined;
  const labels = { ...(bucket !== '' && { Bucket: bucket }), ...(key !== '' && { Key: key }) };
  const located = inXml ? { ...request, body: Buffer.alloc(0) } : request;
  const decoded = decodeRest(model, operation, labels, located) as Record<string, unknown>;
  if (inXml && request.body.length > 0) decoded[payload] = decodeXml(model, inXml, request.body);
  const members = Object.entries(all);
  for (const [name, { location, locationName = '', shape }] of members) {
    if (location === 'querystring' && model.shapes[shape]!.type === 'integer') checkInteger(locationName, request.url.searchParams);
    if (location !== 'headers') continue;
    const held = Object.entries(request.headers).filter(([header]) => header.startsWith(locationName));
    if (held.length > 0)
      decoded[name] = Object.fromEntries(held.map(([header, value]) => [header.slice(locationName.length), String(value)]));
  }
  return decoded;
}

/** @throws AwsError InvalidArgument (its words: brekkylab/backlot#192) */
function checkInteger(ArgumentName: string, query: URLSearchParams): void {
  const ArgumentValue = query.get(ArgumentName);
  if (ArgumentValue === null || (/^[+-]?\d+$/.test(ArgumentValue) && Math.abs(Number(ArgumentValue)) <= 2_147_483_647)) return;
  const fields = { ArgumentName, ArgumentValue };
  throw new AwsError('InvalidArgument', `Provided ${ArgumentName} not an integer or within integer range`, { fields });
}

/** What the elements around answers are called, where the service does not call them by the shape. */
const roots: Record<string, string> = {
  DeleteObjects: 'DeleteResult',
  GetBucketAccelerateConfiguration: 'AccelerateConfiguration',
  GetBucketAcl: 'AccessControlPolicy',
  GetBucketLifecycleConfiguration: 'LifecycleConfiguration',
  GetBucketLogging: 'BucketLoggingStatus',
  GetBucketNotificationConfiguration: 'NotificationConfiguration',
  GetBucketRequestPayment: 'RequestPaymentConfiguration',
  GetBucketVersioning: 'VersioningConfiguration',
  ListBuckets: 'ListAllMyBucketsResult',
  ListObjectsV2: 'ListBucketResult',
  ListObjectVersions: 'ListVersionsResult',
};

export function encodeRestXml(model: Model, operation: string, output: unknown): Answer {
  const shape = model.shapes[model.operations[operation]!.output ?? ''];
  const status = answerStatus(model, operation, output);
  const headers: Record<string, string> = {};
  const record = (output ?? {}) as Record<string, unknown>;
  const inBody: Record<string, unknown> = {};
  for (const [name, { shape: inner, location, locationName }] of Object.entries(shape?.members ?? {})) {
    const value = record[name];
    if (value === undefined || name === shape?.payload) continue;
    if (location === 'header') headers[locationName!] = value instanceof Date ? value.toUTCString() : String(value);
    else if (location === 'headers') for (const [key, one] of Object.entries(Object(value))) headers[`${locationName}${key}`] = String(one);
    else inBody[locationName ?? name] = xmlValue(model, inner, value);
  }
  const answer = (root: string, content: object) => {
    const body = writeXml({ [root]: { '@_xmlns': model.metadata.xmlNamespace, ...content } });
    return { status, headers: { ...headers, 'content-type': 'application/xml' }, body };
  };
  if (shape?.payload) {
    const { shape: inner, locationName = shape.payload } = shape.members![shape.payload]!;
    const held = record[shape.payload];
    const { type } = model.shapes[inner]!;
    if (type === 'blob') return { status, headers, body: (held as Buffer | undefined) ?? '' };
    if (type === 'string') return { status, headers: { ...headers, 'content-type': 'application/json' }, body: String(held) };
    return answer(locationName, xmlValue(model, inner, held) as object);
  }
  // the one member of its answer is the element around it
  if (operation === 'GetBucketLocation') return answer('LocationConstraint', { '#text': inBody.LocationConstraint ?? '' });
  if (Object.keys(inBody).length === 0 && !roots[operation]) return { status, headers, body: '' };
  return answer(roots[operation] ?? `${operation}Result`, inBody);
}

/** By which AWS finds a request to S3 again: 16 characters, and Base64 that says where it was answered. */
export function requestIds() {
  return {
    'x-amz-request-id': randomBytes(8).toString('hex').toUpperCase(),
    'x-amz-id-2': randomBytes(56).toString('base64'),
    server: 'AmazonS3',
  };
}

/** An error as S3 writes it: the element itself, in no namespace. */
export function encodeRestXmlError({ code, message, status, fields, headers }: AwsError): Answer {
  const ids = requestIds();
  const body = writeXml({
    Error: { Code: code, Message: message, ...fields, RequestId: ids['x-amz-request-id'], HostId: ids['x-amz-id-2'] },
  });
  return { status, headers: { ...headers, ...ids, 'content-type': 'application/xml' }, body };
}
