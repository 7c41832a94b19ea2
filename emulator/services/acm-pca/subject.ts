import type { DistinguishedName } from '../../pki/distinguished-name.ts';
import type { Asn1Subject } from './authority.ts';

/** Object identifiers of the members of the API's ASN1Subject, in the order in which a name has them. */
const attributes: [member: string, oid: string][] = [
  ['Country', '2.5.4.6'],
  ['Organization', '2.5.4.10'],
  ['OrganizationalUnit', '2.5.4.11'],
  ['DistinguishedNameQualifier', '2.5.4.46'],
  ['State', '2.5.4.8'],
  ['CommonName', '2.5.4.3'],
  ['SerialNumber', '2.5.4.5'],
  ['Locality', '2.5.4.7'],
  ['Title', '2.5.4.12'],
  ['Surname', '2.5.4.4'],
  ['GivenName', '2.5.4.42'],
  ['Initials', '2.5.4.43'],
  ['Pseudonym', '2.5.4.65'],
  ['GenerationQualifier', '2.5.4.44'],
];

export function distinguishedName(subject: Asn1Subject): DistinguishedName {
  const named = attributes
    .filter(([member]) => subject[member] !== undefined)
    .map(([member, oid]) => ({ [oid]: [subject[member] as string] }));
  const custom = (subject.CustomAttributes ?? []) as { ObjectIdentifier: string; Value: string }[];
  return [...named, ...custom.map(({ ObjectIdentifier, Value }) => ({ [ObjectIdentifier]: [Value] }))];
}
