import { AwsError } from '../kernel/aws-error.ts';
import { isObject } from '../kernel/json-object.ts';
import { readJson } from '../kernel/read-json.ts';
import type { Model } from '../models/model.ts';
import { asJsonDouble } from './json-double.ts';

/** How a protocol writes what JSON has no type for. */
export interface Written {
  blob: (value: Uint8Array) => unknown;
  timestamp: (value: Date) => unknown;
  double: (value: number) => unknown;
}

const inJson: Written = {
  blob: (value) => Buffer.from(value).toString('base64'),
  timestamp: (value) => asJsonDouble(value.getTime() / 1000),
  double: asJsonDouble,
};

/**
 * JSON on the wire ↔ values as operations see them: blobs are Buffers, timestamps are Dates, as CBOR has them already. Members that the
 * model does not name are dropped, as AWS does. A value of the wrong type is a SerializationException.
 */
export function decodeJson(model: Model, shapeName: string, value: unknown): unknown {
  const shape = model.shapes[shapeName]!;
  switch (shape.type) {
    case 'structure': {
      if (!isObject(value)) throw wrongType('structure');
      const record = value as Record<string, unknown>;
      const decoded: Record<string, unknown> = {};
      for (const name in shape.members) {
        const member = shape.members[name]!;
        const held = record[member.locationName ?? name] ?? record[name];
        if (held !== undefined && held !== null) decoded[name] = decodeJson(model, member.shape, held);
      }
      return decoded;
    }
    case 'list':
      if (!Array.isArray(value)) throw wrongType('collection');
      return value.map((item) => decodeJson(model, shape.member!, item));
    case 'map':
      if (!isObject(value)) throw wrongType('map');
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decodeJson(model, shape.value!, item)]));
    case 'string':
      if (typeof value !== 'string') throw wrongType('String');
      return value;
    case 'boolean':
      if (typeof value !== 'boolean') throw wrongType('Boolean');
      return value;
    case 'blob':
      if (value instanceof Uint8Array) return Buffer.from(value);
      if (typeof value !== 'string') throw wrongType('Blob');
      return Buffer.from(value, 'base64');
    case 'timestamp':
      return timestamp(typeof value === 'number' ? value * 1000 : value);
    case 'integer':
    case 'long':
      if (!Number.isInteger(value)) throw wrongType('Integer');
      return value;
    default:
      if (typeof value !== 'number') throw wrongType('Number');
      return value;
  }
}

function timestamp(value: unknown): Date {
  const date = typeof value === 'number' || typeof value === 'string' || value instanceof Date ? new Date(value) : undefined;
  if (date && !Number.isNaN(date.getTime())) return date;
  throw wrongType('Timestamp');
}

/** The other way around; a member without a value is left out. */
export function encodeJson(model: Model, shapeName: string, value: unknown, written = inJson): unknown {
  const shape = model.shapes[shapeName]!;
  switch (shape.type) {
    case 'structure': {
      const record = value as Record<string, unknown>;
      const encoded: Record<string, unknown> = {};
      for (const name in shape.members) {
        const member = shape.members[name]!;
        const item = record[name];
        if (item !== undefined && item !== null) encoded[member.locationName ?? name] = encodeJson(model, member.shape, item, written);
      }
      return encoded;
    }
    case 'list':
      return (value as unknown[]).map((item) => encodeJson(model, shape.member!, item, written));
    case 'map':
      return Object.fromEntries(
        Object.entries(value as object).map(([key, item]) => [key, encodeJson(model, shape.value!, item, written)]),
      );
    case 'blob':
      return written.blob(value as Uint8Array);
    case 'timestamp':
      return written.timestamp(value as Date);
    case 'double':
    case 'float':
      return written.double(value as number);
    default:
      return value;
  }
}

/** @throws AwsError SerializationException */
export function parseJson(body: Buffer): unknown {
  try {
    return readJson(body.toString());
  } catch {
    throw new AwsError('SerializationException', 'the request body is not JSON');
  }
}

function wrongType(expected: string): AwsError {
  return new AwsError('SerializationException', `Expected ${expected} in the request body`);
}
