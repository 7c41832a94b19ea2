import { XMLBuilder } from 'fast-xml-parser';
import { AwsError } from '../kernel/aws-error.ts';
import { javaDouble } from '../kernel/java-double.ts';
import type { Model } from '../models/model.ts';
import { type Fields, fieldsAt, textAt } from './form-fields.ts';
import { messageOf } from './protocols/message-of.ts';

/**
 * The Query and EC2 protocols: form fields (`SubnetId.1`, `Tags.member.1.Key`) in, XML out. Values are those of the JSON codec.
 * EC2 flattens its lists; Query numbers them under `member` unless the shape is flattened.
 *
 * @throws AwsError MalformedInput
 */
export function decodeQuery(model: Model, shapeName: string, fields: Fields, name = ''): unknown {
  const shape = model.shapes[shapeName]!;
  const ec2 = model.metadata.protocol === 'ec2';
  switch (shape.type) {
    case 'structure': {
      const decoded: Record<string, unknown> = {};
      for (const [member, { shape: inner, locationName, emptyWhereAbsent }] of Object.entries(shape.members ?? {})) {
        const wire = fieldName(ec2, member, locationName);
        const held = fieldsAt(fields, wire);
        if (held) decoded[member] = decodeQuery(model, inner, held, wire);
        else if (emptyWhereAbsent) decoded[member] = [];
      }
      return decoded;
    }
    case 'list': {
      const member = ec2 || shape.flattened ? undefined : fieldsAt(fields, 'member');
      return numbered(member ?? fields).map((item) => decodeQuery(model, shape.member!, item, name));
    }
    case 'map': {
      const entries = numbered(fieldsAt(fields, 'entry') ?? fields);
      return Object.fromEntries(
        entries.map((entry) => {
          const [name, held] = shape.wireNames ?? ['Name', 'Value'];
          const key = textAt(entry, 'key') ?? textAt(entry, name) ?? '';
          const value = fieldsAt(entry, 'value') ?? fieldsAt(entry, held) ?? {};
          return [key, decodeQuery(model, shape.value!, value, name)];
        }),
      );
    }
    case 'boolean':
      return fields.text === 'true';
    case 'integer':
    case 'long':
    case 'float':
    case 'double': {
      const number = Number(fields.text || Number.NaN);
      const whole = shape.type === 'integer' || shape.type === 'long';
      if (whole ? !Number.isInteger(number) : Number.isNaN(number)) throw malformed(name, `a${whole ? ' whole' : ''} number`);
      return number;
    }
    case 'blob':
      return Buffer.from(fields.text ?? '', 'base64');
    case 'timestamp': {
      const date = new Date(fields.text ?? '');
      if (Number.isNaN(date.getTime())) throw malformed(name, 'a timestamp');
      return date;
    }
    default:
      return fields.text ?? '';
  }
}

/** What stands under 1, 2 and so on, up to the first gap. */
function numbered(fields: Fields): Fields[] {
  const items: Fields[] = [];
  for (let next = fieldsAt(fields, '1'); next; next = fieldsAt(fields, String(items.length + 1))) items.push(next);
  return items;
}

function malformed(name: string, expected: string): AwsError {
  return new AwsError('MalformedInput', `${name} is not ${expected}`);
}

function fieldName(ec2: boolean, name: string, locationName: string | undefined): string {
  const wire = locationName ?? name;
  return ec2 ? wire[0]!.toUpperCase() + wire.slice(1) : wire;
}

/** Of what XML cannot hold, which a caller may have sent all the same, the character that stands for any. */
const writable = (_: string, value: unknown) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these it is about
  typeof value === 'string' ? value.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd') : value;

const builder = new XMLBuilder({ ignoreAttributes: false, tagValueProcessor: writable });

/** Elements by their names; `@_name` is an attribute. */
export function writeXml(content: object): string {
  // a parser reads a bare carriage return as the end of a line
  return (builder.build(content) as string).replaceAll('\r', '&#xD;');
}

function namespaceOf({ metadata }: Model): Record<string, string> {
  return { '@_xmlns': metadata.xmlNamespace ?? `http://${metadata.endpointPrefix}.amazonaws.com/doc/${metadata.apiVersion}/` };
}

export function encodeXml(model: Model, operation: string, output: unknown, requestId: string): string {
  const shapeName = model.operations[operation]!.output;
  const body = shapeName ? (xmlValue(model, shapeName, output ?? {}) as Record<string, unknown>) : {};
  const namespace = namespaceOf(model);
  const content =
    model.metadata.protocol === 'ec2'
      ? { ...namespace, requestId, ...body }
      : { ...namespace, [`${operation}Result`]: body, ResponseMetadata: { RequestId: requestId } };
  return writeXml({ [`${operation}Response`]: content });
}

/** @param model of the service, whose namespace an error has; undefined where it is not known which */
export function encodeXmlError(model: Model | undefined, error: AwsError, requestId: string): string {
  // an exception's name and its code on this wire may differ: NotFoundException is NotFound
  const { code = error.code, message = error.message } = model?.shapes[error.code]?.error ?? {};
  const detail = { Type: error.status >= 500 ? 'Receiver' : 'Sender', Code: code, ...messageOf({ message }, 'Message'), ...error.fields };
  if (model?.metadata.errorDetail) Object.assign(detail, { Detail: '' });
  const content =
    model?.metadata.protocol === 'ec2'
      ? { Response: { Errors: { Error: { Code: code, Message: message } }, RequestID: requestId } }
      : { ErrorResponse: { ...(model && namespaceOf(model)), Error: detail, RequestId: requestId } };
  return writeXml(content);
}

/** A value as its shape has it, for `writeXml`. */
export function xmlValue(model: Model, shapeName: string, value: unknown): unknown {
  const shape = model.shapes[shapeName]!;
  switch (shape.type) {
    case 'structure': {
      const record = value as Record<string, unknown>;
      const { prefix, uri } = shape.xmlNamespace ?? {};
      const encoded: Record<string, unknown> = prefix === undefined ? {} : { [`@_xmlns:${prefix}`]: uri };
      for (const [name, { locationName = name, xmlAttribute, shape: inner }] of Object.entries(shape.members ?? {})) {
        if (record[name] !== undefined) encoded[xmlAttribute ? `@_${locationName}` : locationName] = xmlValue(model, inner, record[name]);
      }
      return encoded;
    }
    case 'list':
      if (shape.flattened) return (value as unknown[]).map((item) => xmlValue(model, shape.member!, item));
      return {
        [shape.memberName ?? (model.metadata.protocol === 'ec2' ? 'item' : 'member')]: (value as unknown[]).map((item) =>
          xmlValue(model, shape.member!, item),
        ),
      };
    case 'map':
      if (shape.flattened) {
        const [name, held] = shape.wireNames ?? ['Name', 'Value'];
        return Object.entries(value as object).map(([key, item]) => ({ [name]: key, [held]: xmlValue(model, shape.value!, item) }));
      }
      return { entry: Object.entries(value as object).map(([key, item]) => ({ key, value: xmlValue(model, shape.value!, item) })) };
    case 'blob':
      return Buffer.from(value as Uint8Array).toString('base64');
    case 'timestamp':
      return timestamp(model, value as Date);
    case 'double':
    case 'float':
      return javaDouble(value as number);
    default:
      return value;
  }
}

/** Services that tell no fractions of a second (the AWS CLI's examples of both). */
const bySecond = ['iam', 'sts'];

function timestamp({ metadata }: Model, date: Date): string {
  const text = date.toISOString();
  // CloudWatch tells those that there are (localstack's test_basic_operations_multiple_protocols)
  if (metadata.endpointPrefix === 'monitoring') return text.replace('.000Z', 'Z');
  return bySecond.includes(metadata.signingName ?? metadata.endpointPrefix ?? '') ? `${text.slice(0, 19)}Z` : text;
}
