import { type JsonName, Name } from './x509.ts';

/**
 * A name as a list of RDNs, each `{type: values}` — several types in one are a multi-valued RDN — or its DER, to repeat a name
 * byte for byte.
 */
export type DistinguishedName = JsonName | Uint8Array<ArrayBuffer>;

export function toName(name: DistinguishedName): Name {
  return new Name(name instanceof Uint8Array ? name : name.map(inDerOrder));
}

/** DER sorts the values of a set by their encoding, which the library leaves to its caller. */
function inDerOrder(rdn: JsonName[number]): JsonName[number] {
  const encoded = (entry: [string, string[]]) => Buffer.from(new Name([Object.fromEntries([entry])]).toArrayBuffer());
  return Object.fromEntries(Object.entries(rdn).toSorted((a, b) => Buffer.compare(encoded(a), encoded(b))));
}
