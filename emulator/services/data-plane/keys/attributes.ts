import type { AttributeValue, HsmKey, KeyClass } from '../../cloudhsmv2/hsm-key.ts';
import { CliError } from '../error.ts';

/** Whether and how `key set-attribute` changes it. */
type Change = 'yes' | 'no' | 'to false' | 'to true' | 'by an admin' | 'not on hsm1.medium' | 'to false, not on hsm1.medium';

interface Attribute {
  change: Change;
  /** Whether it can be given when a key is made: for all keys, for none, or for all but one class. */
  atCreation: boolean | { not: KeyClass };
  is: 'boolean' | 'text';
}

/** As the reference's table of attributes says. */
const attributes: Record<string, Attribute> = {
  decrypt: { is: 'boolean', change: 'yes', atCreation: true },
  derive: { is: 'boolean', change: 'not on hsm1.medium', atCreation: true },
  destroyable: { is: 'boolean', change: 'yes', atCreation: true },
  encrypt: { is: 'boolean', change: 'yes', atCreation: true },
  extractable: { is: 'boolean', change: 'to false, not on hsm1.medium', atCreation: true },
  id: { is: 'text', change: 'not on hsm1.medium', atCreation: true },
  label: { is: 'text', change: 'yes', atCreation: false }, // options of their own give it
  modifiable: { is: 'boolean', change: 'to false', atCreation: true },
  private: { is: 'boolean', change: 'no', atCreation: true },
  sensitive: { is: 'boolean', change: 'no', atCreation: { not: 'public-key' } },
  sign: { is: 'boolean', change: 'yes', atCreation: true },
  token: { is: 'boolean', change: 'to true', atCreation: true },
  trusted: { is: 'boolean', change: 'by an admin', atCreation: false },
  unwrap: { is: 'boolean', change: 'yes', atCreation: { not: 'public-key' } },
  verify: { is: 'boolean', change: 'yes', atCreation: true },
  wrap: { is: 'boolean', change: 'yes', atCreation: { not: 'private-key' } },
  'wrap-with-trusted': { is: 'boolean', change: 'yes', atCreation: true },
};

/** @param given `NAME=VALUE` each @throws CliError */
export function givenAtCreation(keyClass: KeyClass, given: string[] = []): Record<string, AttributeValue> {
  const pairs = given.map((pair): [string, AttributeValue] => {
    const [name, value] = nameAndValue(pair);
    const { atCreation } = attributeOf(name);
    if (atCreation === false || (atCreation !== true && atCreation.not === keyClass))
      throw new CliError(`Attribute '${name}' cannot be set for a new ${keyClass}`);
    return [name, readValue(name, value)];
  });
  return Object.fromEntries(pairs);
}

/** The key with an attribute changed. @throws CliError */
export function changed(key: HsmKey, name: string, text: string, by: { hsmType: string; role: string }): HsmKey {
  const { change } = attributeOf(name);
  const value = readValue(name, text);
  const refuse = (why: string) => new CliError(`Attribute '${name}' cannot be changed: ${why}`);
  if ((change === 'by an admin') !== (by.role === 'admin')) throw refuse(`${change === 'by an admin' ? 'admins' : 'crypto users'} only`);
  if (change === 'no') throw refuse('it is fixed when the key is made');
  if (change.endsWith('not on hsm1.medium') && by.hsmType === 'hsm1.medium') throw refuse('not on hsm1.medium');
  if (change.startsWith('to ') && value !== change.startsWith('to true')) throw refuse(`it is changed ${change.split(',')[0]} only`);
  if (key.attributes.modifiable === false) throw refuse('the key is not modifiable');
  return { ...key, attributes: { ...key.attributes, [name]: value } };
}

/** @throws CliError */
export function nameAndValue(pair: string): [string, string] {
  const equals = pair.indexOf('=');
  if (equals === -1) throw new CliError(`'${pair}' is not of the form NAME=VALUE`);
  return [pair.slice(0, equals), pair.slice(equals + 1)];
}

function attributeOf(name: string): Attribute {
  if (Object.hasOwn(attributes, name)) return attributes[name]!;
  throw new CliError(`Attribute '${name}' cannot be set: ${Object.keys(attributes).join(', ')} can`);
}

function readValue(name: string, text: string): AttributeValue {
  if (attributeOf(name).is === 'text') return text;
  if (text !== 'true' && text !== 'false') throw new CliError(`Attribute '${name}' is true or false, not '${text}'`);
  return text === 'true';
}

/** The longest label. @throws CliError */
export function checkedLabel(label: string): string {
  if (Buffer.byteLength(label) > 127) throw new CliError('A label has at most 127 characters');
  return label;
}
