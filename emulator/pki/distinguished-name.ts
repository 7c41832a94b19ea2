import { type JsonAttributeAndObjectValue, type JsonAttributeObject, type JsonName, Name } from './x509.ts';

/**
 * A name as a list of RDNs, each `{type: values}` — several types in one are a multi-valued RDN — or its DER, to repeat a name
 * byte for byte.
 */
export type DistinguishedName = JsonName | Uint8Array<ArrayBuffer>;

export function toName(name: DistinguishedName): Name {
  return new Name(name instanceof Uint8Array ? name : name.map(asWritten).map(inDerOrder));
}

/** Types whose values are IA5 strings: of an email address and of a part of a domain. */
const ofIa5 = ['E', 'DC', '1.2.840.113549.1.9.1', '0.9.2342.19200300.100.1.25'];

/** The library would take a bare text apart, by its quotes, its backslashes and a # at its beginning. */
function asWritten(rdn: JsonName[number]): JsonAttributeAndObjectValue {
  return Object.fromEntries(Object.entries(rdn).map(([type, values]) => [type, values.map((value) => encodable(type, value))]));
}

function encodable(type: string, value: string): JsonAttributeObject {
  const text = value.toWellFormed();
  if (ofIa5.includes(type)) return { ia5String: text };
  return Name.isPrintableString(text) ? { printableString: text } : { utf8String: text };
}

/** DER sorts the values of a set by their encoding, which the library leaves to its caller. */
function inDerOrder(rdn: JsonAttributeAndObjectValue): JsonAttributeAndObjectValue {
  const encoded = (entry: [string, JsonAttributeObject[]]) => Buffer.from(new Name([Object.fromEntries([entry])]).toArrayBuffer());
  return Object.fromEntries(Object.entries(rdn).toSorted((a, b) => Buffer.compare(encoded(a), encoded(b))));
}
