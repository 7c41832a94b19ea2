import { XMLParser } from 'fast-xml-parser';
import { malformedXml } from '../kernel/malformed-xml.ts';
import type { Model } from '../models/model.ts';

const parser = new XMLParser({ parseTagValue: false, trimValues: false, ignoreDeclaration: true, isArray: () => true });

/**
 * What a body says whose one element is of a shape.
 *
 * @throws AwsError MalformedXML
 */
export function decodeXml(model: Model, shapeName: string, body: Buffer): unknown {
  const [root] = Object.values(parsed(body)).flat();
  if (root === undefined) throw malformedXml();
  return decoded(model, shapeName, root);
}

function parsed(body: Buffer): object {
  try {
    return parser.parse(body, true) as object;
  } catch {
    throw malformedXml();
  }
}

/** Every element is a list of its occurrences. */
function decoded(model: Model, shapeName: string, element: unknown): unknown {
  const { type, members = {}, required = [] } = model.shapes[shapeName]!;
  if (type !== 'structure') {
    if (typeof element === 'object') throw malformedXml();
    return scalar(type, String(element));
  }
  if (element !== '' && (typeof element !== 'object' || element === null)) throw malformedXml();
  const values: Record<string, unknown> = {};
  // what stands in the address or in headers is not here
  const inBody = Object.entries(members).filter(([, { location }]) => location === undefined);
  for (const [name, { shape, locationName = name }] of inBody) {
    const found = (Object(element) as Record<string, unknown[]>)[locationName];
    const { type: inner, member, memberName } = model.shapes[shape]!;
    // the element around a list may be left out (localstack test_put_bucket_tagging_none_value)
    if (!found && memberName && required.includes(name)) values[name] = [];
    if (!found) continue;
    const items = memberName ? found.flatMap((list) => (Object(list) as Record<string, unknown[]>)[memberName] ?? []) : found;
    values[name] = inner === 'list' ? items.map((one) => decoded(model, member!, one)) : decoded(model, shape, found[0]);
  }
  if (inBody.some(([name]) => required.includes(name) && values[name] === undefined)) throw malformedXml();
  return values;
}

function scalar(type: string, text: string): unknown {
  if (type === 'boolean') return text === 'true';
  if (type === 'integer' || type === 'long') return Number(text);
  return type === 'timestamp' ? new Date(text) : text;
}
