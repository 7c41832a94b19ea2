import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { isSeededCurve, seededEcKey } from '../../../pki/ec-key.ts';
import { type KeyLength, seededRsaKey } from '../../../pki/rsa-key.ts';
import { type AttributeValue, generatedKey, type HsmKey, type KeyClass, type KeyType } from '../../cloudhsmv2/hsm-key.ts';
import type { Connection } from '../connection.ts';
import { CliError } from '../error.ts';
import type { Session } from '../session.ts';
import { checkedLabel, givenAtCreation } from './attributes.ts';
import { checkAvailability } from './availability.ts';
import { describedKey } from './description.ts';

export interface SymmetricOptions {
  label: string;
  'key-length-bytes': string;
  attributes?: string[];
  session?: true;
}

export interface PairOptions {
  'public-label': string;
  'private-label': string;
  'public-attributes'?: string[];
  'private-attributes'?: string[];
  session?: true;
}

export type RsaOptions = PairOptions & { 'modulus-size-bits': string; 'public-exponent': string };
export type EcOptions = PairOptions & { curve: string };

/** `key generate-symmetric aes` and `generic-secret` */
export function generateSymmetric(type: 'aes' | 'generic-secret', connection: Connection, options: SymmetricOptions, session: Session) {
  const length = Number(options['key-length-bytes']);
  const fits = type === 'aes' ? [16, 24, 32].includes(length) : Number.isInteger(length) && length >= 1 && length <= 800;
  if (!fits) throw new CliError(`Invalid key length: ${type === 'aes' ? '16, 24 and 32 bytes' : '1 to 800 bytes'} are allowed`);
  const attributes = creationAttributes('secret-key', options.attributes, options.session);
  const label = checkedLabel(options.label);
  const material = connection.place.random.bytes(length, ...nextPurpose(connection));
  const made = { reference: newReference(connection), owner: session.username, material };
  const key = generatedKey({ ...made, class: 'secret-key', type, label, attributes });
  keep(connection, [key]);
  return { key: describedKey(key) };
}

/** `key generate-asymmetric-pair rsa` */
export function generateRsa(connection: Connection, options: RsaOptions, session: Session) {
  const [bits, exponent] = [Number(options['modulus-size-bits']), Number(options['public-exponent'])];
  if (!Number.isInteger(bits) || bits < 2048 || bits > 4096 || bits % 256 !== 0)
    throw new CliError(`Invalid modulus size ${options['modulus-size-bits']}: 2048 to 4096 bits, in steps of 256, are allowed`);
  if (!Number.isInteger(exponent) || exponent < 65_537 || exponent % 2 === 0)
    throw new CliError(`Invalid public exponent ${options['public-exponent']}: it is odd, and at least 65537`);
  return generatePair('rsa', connection, options, session, (purpose) => {
    const { place } = connection;
    if (exponent === 65_537 && isSeeded(bits)) return seededRsaKey(place.random, bits, ...purpose);
    return generateKeyPairSync('rsa', { modulusLength: bits, publicExponent: exponent }).privateKey;
  });
}

function isSeeded(bits: number): bits is KeyLength {
  return bits === 2048 || bits === 3072 || bits === 4096;
}

/** `key generate-asymmetric-pair ec` */
export function generateEc(connection: Connection, options: EcOptions, session: Session) {
  const curve = Object.hasOwn(curves, options.curve) ? curves[options.curve] : undefined;
  if (!curve) throw new CliError(`Invalid curve '${options.curve}': ${Object.keys(curves).join(', ')} are here`);
  const named = options.curve === 'prime256v1' ? 'secp256r1' : options.curve;
  return generatePair('ec', connection, options, session, (purpose) => ecKey(connection, curve, purpose), named);
}

/** By the names of OpenSSL. ed25519 is for hsm2m.medium outside FIPS mode, and not here. */
const curves: Record<string, string> = {
  prime256v1: 'prime256v1',
  secp256r1: 'prime256v1',
  secp224r1: 'secp224r1',
  secp384r1: 'secp384r1',
  secp256k1: 'secp256k1',
  secp521r1: 'secp521r1',
};

/** From the seed, but for a curve that JSON Web Keys do not know. */
function ecKey({ place }: Connection, curve: string, purpose: (string | number)[]): KeyObject {
  return isSeededCurve(curve) ? seededEcKey(place.random, curve, ...purpose) : generateKeyPairSync('ec', { namedCurve: curve }).privateKey;
}

function generatePair(
  type: KeyType,
  connection: Connection,
  options: PairOptions,
  { username: owner }: Session,
  make: (purpose: (string | number)[]) => KeyObject,
  curve?: string,
) {
  const { session } = options;
  const [publicLabel, privateLabel] = [checkedLabel(options['public-label']), checkedLabel(options['private-label'])];
  const publicAttributes = creationAttributes('public-key', options['public-attributes'], session);
  const privateAttributes = creationAttributes('private-key', options['private-attributes'], session);
  const pair = make(nextPurpose(connection));
  const common = { owner, type, curve };
  const publicKey = generatedKey({
    ...common,
    class: 'public-key',
    reference: newReference(connection),
    label: publicLabel,
    attributes: publicAttributes,
    material: createPublicKey(pair).export({ format: 'der', type: 'spki' }),
  });
  const privateKey = generatedKey({
    ...common,
    class: 'private-key',
    reference: newReference(connection),
    label: privateLabel,
    attributes: privateAttributes,
    material: pair.export({ format: 'der', type: 'pkcs8' }),
  });
  keep(connection, [publicKey, privateKey]);
  return { public_key: describedKey(publicKey), private_key: describedKey(privateKey) };
}

function creationAttributes(keyClass: KeyClass, given: string[] | undefined, session: true | undefined): Record<string, AttributeValue> {
  const attributes = givenAtCreation(keyClass, given);
  return session ? { ...attributes, token: false } : attributes;
}

/** What the material of the next key is drawn for: never the same again in this cluster. */
function nextPurpose({ cluster }: Connection): (string | number)[] {
  return ['hsm key', cluster.clusterId, cluster.keysMade];
}

function newReference({ place, cluster }: Connection): string {
  return `0x${place.random.hex(16, 'key-reference', cluster.clusterId, cluster.keysMade++)}`;
}

/** Keys of a session end with it, and each command of the CLI is a session of its own. */
function keep(connection: Connection, keys: HsmKey[]): void {
  checkAvailability(connection, keys);
  const { place, cluster, hsms } = connection;
  place.cloudhsmv2.audit(cluster, hsms, { opcode: keys.length > 1 ? 'CN_GENERATE_KEY_PAIR' : 'CN_GENERATE_KEY' });
  for (const key of keys) if (key.attributes.token) connection.cluster.keys.set(key.reference, key);
}
