import { XMLBuilder } from 'fast-xml-parser';
import { AwsError } from '../kernel/aws-error.ts';
import type { Model } from '../models/model.ts';

/**
 * The Query and EC2 protocols: form fields (`SubnetId.1`, `Tags.member.1.Key`) in, XML out. Values are those of the JSON codec.
 * EC2 flattens its lists; Query numbers them under `member` unless the shape is flattened.
 */
export function decodeQuery(model: Model, shapeName: string, fields: Map<string, string>, prefix = ''): unknown {
  const shape = model.shapes[shapeName]!;
  const ec2 = model.metadata.protocol === 'ec2';
  switch (shape.type) {
    case 'structure': {
      const decoded: Record<string, unknown> = {};
      for (const [name, member] of Object.entries(shape.members ?? {})) {
        const key = prefix + fieldName(ec2, name, member.locationName);
        if (present(fields, key)) decoded[name] = decodeQuery(model, member.shape, fields, fields.has(key) ? key : `${key}.`);
      }
      return decoded;
    }
    case 'list': {
      const base = trimDot(prefix);
      const numbered = ec2 || shape.flattened || !present(fields, `${base}.member`) ? `${base}.` : `${base}.member.`;
      const items: unknown[] = [];
      for (let index = 1; present(fields, `${numbered}${index}`); index++) {
        const key = `${numbered}${index}`;
        items.push(decodeQuery(model, shape.member!, fields, fields.has(key) ? key : `${key}.`));
      }
      return items;
    }
    case 'map': {
      const base = trimDot(prefix);
      const entry = present(fields, `${base}.entry`) ? `${base}.entry.` : `${base}.`;
      const decoded: Record<string, unknown> = {};
      for (let index = 1; present(fields, `${entry}${index}`); index++) {
        const key = fields.get(`${entry}${index}.key`) ?? fields.get(`${entry}${index}.Name`) ?? '';
        const value = `${entry}${index}.${present(fields, `${entry}${index}.value`) ? 'value' : 'Value'}`;
        decoded[key] = decodeQuery(model, shape.value!, fields, fields.has(value) ? value : `${value}.`);
      }
      return decoded;
    }
    case 'boolean':
      return fields.get(prefix) === 'true';
    case 'integer':
    case 'long':
    case 'float':
    case 'double': {
      const number = Number(fields.get(prefix));
      if (Number.isNaN(number)) throw new AwsError('MalformedInput', `${prefix} is not a number`);
      return number;
    }
    case 'blob':
      return Buffer.from(fields.get(prefix) ?? '', 'base64');
    case 'timestamp':
      return new Date(fields.get(prefix) ?? '');
    default:
      return fields.get(prefix) ?? '';
  }
}

function fieldName(ec2: boolean, name: string, locationName: string | undefined): string {
  if (!ec2) return locationName ?? name;
  const wire = locationName ?? name;
  return wire[0]!.toUpperCase() + wire.slice(1);
}

function present(fields: Map<string, string>, key: string): boolean {
  if (fields.has(key)) return true;
  for (const field of fields.keys()) if (field.startsWith(`${key}.`)) return true;
  return false;
}

function trimDot(prefix: string): string {
  return prefix.endsWith('.') ? prefix.slice(0, -1) : prefix;
}

const builder = new XMLBuilder({ ignoreAttributes: false });

export function encodeXml(model: Model, operation: string, output: unknown, requestId: string): string {
  const shapeName = model.operations[operation]!.output;
  const body = shapeName ? (xmlValue(model, shapeName, output ?? {}) as Record<string, unknown>) : {};
  const namespace = {
    '@_xmlns': model.metadata.xmlNamespace ?? `http://${model.metadata.endpointPrefix}.amazonaws.com/doc/${model.metadata.apiVersion}/`,
  };
  const content =
    model.metadata.protocol === 'ec2'
      ? { ...namespace, requestId, ...body }
      : { ...namespace, [`${operation}Result`]: body, ResponseMetadata: { RequestId: requestId } };
  return builder.build({ [`${operation}Response`]: content }) as string;
}

export function encodeXmlError(model: Model, error: AwsError, requestId: string): string {
  // an exception's name and its code on this wire may differ: NotFoundException is NotFound
  const code = model.shapes[error.code]?.error?.code ?? error.code;
  const detail = { Type: error.status >= 500 ? 'Receiver' : 'Sender', Code: code, Message: error.message, ...error.fields };
  const content =
    model.metadata.protocol === 'ec2'
      ? { Response: { Errors: { Error: { Code: code, Message: error.message } }, RequestID: requestId } }
      : { ErrorResponse: { Error: detail, RequestId: requestId } };
  return builder.build(content) as string;
}

function xmlValue(model: Model, shapeName: string, value: unknown): unknown {
  const shape = model.shapes[shapeName]!;
  switch (shape.type) {
    case 'structure': {
      const record = value as Record<string, unknown>;
      const encoded: Record<string, unknown> = {};
      for (const [name, member] of Object.entries(shape.members ?? {})) {
        if (record[name] !== undefined) encoded[member.locationName ?? name] = xmlValue(model, member.shape, record[name]);
      }
      return encoded;
    }
    case 'list':
      if (shape.flattened) return (value as unknown[]).map((item) => xmlValue(model, shape.member!, item));
      return {
        [model.metadata.protocol === 'ec2' ? 'item' : 'member']: (value as unknown[]).map((item) => xmlValue(model, shape.member!, item)),
      };
    case 'map':
      if (shape.flattened)
        return Object.entries(value as object).map(([Name, item]) => ({ Name, Value: xmlValue(model, shape.value!, item) }));
      return { entry: Object.entries(value as object).map(([key, item]) => ({ key, value: xmlValue(model, shape.value!, item) })) };
    case 'blob':
      return Buffer.from(value as Uint8Array).toString('base64');
    case 'timestamp':
      return (value as Date).toISOString();
    default:
      return value;
  }
}
