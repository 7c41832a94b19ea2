import { constants, createPrivateKey, createPublicKey, type KeyObject, privateEncrypt, publicDecrypt, sign, verify } from 'node:crypto';
import type { HsmKey } from '../../cloudhsmv2/hsm-key.ts';
import type { Connection } from '../connection.ts';
import { CliError } from '../error.ts';
import type { Session } from '../session.ts';
import { checkAvailability } from './availability.ts';
import { oneKey } from './selection.ts';

export type Mechanism = 'rsa-pkcs' | 'rsa-pkcs-pss' | 'ecdsa';

export interface SignOptions {
  'key-filter': string[];
  'hash-function': string;
  /** Base64. */
  data?: string;
  'data-path'?: string;
  'data-type'?: string;
  mgf?: string;
  'salt-length'?: string;
}

export type VerifyOptions = SignOptions & { signature?: string; 'signature-path'?: string };

/** `crypto sign` */
export function signData(mechanism: Mechanism, connection: Connection, options: SignOptions, session: Session) {
  const key = keyFor('sign', mechanism, connection, options, session);
  const privateKey = createPrivateKey({ key: key.material, format: 'der', type: 'pkcs8' });
  return { 'key-reference': key.reference, signature: signature(mechanism, privateKey, options).toString('base64') };
}

/** `crypto verify` */
export function verifyData(mechanism: Mechanism, connection: Connection, options: VerifyOptions, session: Session) {
  const key = keyFor('verify', mechanism, connection, options, session);
  const publicKey = createPublicKey({ key: key.material, format: 'der', type: 'spki' });
  if (!isSignature(mechanism, publicKey, options)) throw new CliError('Signature verification failed');
  return { message: 'Signature verified successfully' };
}

function keyFor(use: 'sign' | 'verify', mechanism: Mechanism, connection: Connection, options: SignOptions, session: Session): HsmKey {
  const key = oneKey(connection, session, options['key-filter']);
  const { attributes } = key;
  const wanted = { class: use === 'sign' ? 'private-key' : 'public-key', 'key-type': mechanism === 'ecdsa' ? 'ec' : 'rsa' };
  if (attributes.class !== wanted.class || attributes['key-type'] !== wanted['key-type'])
    throw new CliError(`Key ${key.reference} cannot ${use} with ${mechanism}: it is a ${attributes['key-type']} ${attributes.class}`);
  if (!attributes[use]) throw new CliError(`Key ${key.reference} cannot ${use}: its attribute ${use} is false`);
  checkHash(connection, key, mechanism, options['hash-function']);
  checkAvailability(connection, [key]);
  return key;
}

const hashes: Record<string, number> = { sha1: 160, sha224: 224, sha256: 256, sha384: 384, sha512: 512 };

/** FIPS mode wants a hash that is as strong as the curve. */
function checkHash({ cluster }: Connection, { attributes }: HsmKey, mechanism: Mechanism, name: string): void {
  if (!Object.hasOwn(hashes, name))
    throw new CliError(`invalid value '${name}' for '--hash-function': ${Object.keys(hashes).join(', ')} are allowed`);
  if (mechanism !== 'ecdsa' || cluster.mode !== 'FIPS') return;
  const curve = Math.min(512, Number(/\d{3}/.exec(String(attributes.curve))![0]));
  if (hashes[name]! < curve) throw new CliError(`The hash function ${name} is weaker than the key, which FIPS mode does not allow`);
}

function signature(mechanism: Mechanism, key: KeyObject, options: SignOptions): Buffer {
  const data = dataOf(options);
  if (isDigest(mechanism, options)) {
    try {
      return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, data);
    } catch {
      throw new CliError('The digest is too long for the key');
    }
  }
  const parameters = parametersOf(mechanism, options);
  try {
    return sign(options['hash-function'], data, { key, ...parameters });
  } catch {
    throw new CliError(`The key cannot sign with ${mechanism}, ${options['hash-function']} and a salt of that length`);
  }
}

function isSignature(mechanism: Mechanism, key: KeyObject, options: VerifyOptions): boolean {
  const data = dataOf(options);
  const given = bytesOf('signature', options.signature, options['signature-path']);
  if (!isDigest(mechanism, options)) return verify(options['hash-function'], data, { key, ...parametersOf(mechanism, options) }, given);
  try {
    return publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, given).equals(data);
  } catch {
    return false;
  }
}

/** Whether the data is a digest already, which RSA-PKCS takes in its DER encoding. @throws CliError */
function isDigest(mechanism: Mechanism, { 'data-type': type = 'raw' }: SignOptions): boolean {
  if (type !== 'raw' && type !== 'digest') throw new CliError(`invalid value '${type}' for '--data-type': raw and digest are allowed`);
  if (type === 'digest' && mechanism !== 'rsa-pkcs')
    throw new CliError(`--data-type digest is emulated for rsa-pkcs only, not for ${mechanism}`);
  return type === 'digest';
}

function parametersOf(mechanism: Mechanism, options: SignOptions) {
  if (mechanism === 'ecdsa') return { dsaEncoding: 'ieee-p1363' as const };
  if (mechanism === 'rsa-pkcs') return { padding: constants.RSA_PKCS1_PADDING };
  if (options.mgf !== `mgf1-${options['hash-function']}`)
    throw new CliError(`invalid value '${options.mgf}' for '--mgf': it has to be mgf1-${options['hash-function']}, as the hash function`);
  const saltLength = Number(options['salt-length']);
  if (!/^\d{1,3}$/.test(options['salt-length']!)) throw new CliError(`invalid value '${options['salt-length']}' for '--salt-length'`);
  return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
}

function dataOf(options: SignOptions): Buffer {
  return bytesOf('data', options.data, options['data-path']);
}

/** @param base64 as it was given @param file what the client read from a path, as Base64 too */
function bytesOf(name: string, base64: string | undefined, file: string | undefined): Buffer {
  if ((base64 === undefined) === (file === undefined)) throw new CliError(`give either --${name} or --${name}-path`);
  const text = base64 ?? file!;
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text)) throw new CliError(`--${name} is not Base64`);
  return Buffer.from(text, 'base64');
}
