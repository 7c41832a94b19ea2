import type { Command } from '../command.ts';
import type { EcOptions, RsaOptions, SymmetricOptions } from './generate.ts';
import type { Mechanism, SignOptions, VerifyOptions } from './signature.ts';

// What keys are made of and used with is loaded by the first command that needs it.

const notHere = ['--share-crypto-users?+', '--approval?'];
const pair = ['--public-label', '--private-label', '--public-attributes?+', '--private-attributes?+', '--session!'];
const signing = ['--key-filter+', '--hash-function', '--data?', '--data-path?', '--data-type?'];
const salted = ['--mgf', '--salt-length'];

function symmetric(type: 'aes' | 'generic-secret'): Command<SymmetricOptions> {
  return {
    options: ['--label', '--key-length-bytes', '--attributes?+', '--session!'],
    refused: [...notHere, '--manage-key-quorum-value?', '--use-key-quorum-value?'],
    login: 'crypto-user',
    run: async (connection, options, session) => (await import('./generate.ts')).generateSymmetric(type, connection, options, session!),
  };
}

const refusedOfPairs = [...notHere, '--manage-private-key-quorum-value?', '--use-private-key-quorum-value?'];

const rsa: Command<RsaOptions> = {
  options: [...pair, '--modulus-size-bits', '--public-exponent'],
  refused: refusedOfPairs,
  login: 'crypto-user',
  run: async (connection, options, session) => (await import('./generate.ts')).generateRsa(connection, options, session!),
};

const ec: Command<EcOptions> = {
  options: [...pair, '--curve'],
  refused: refusedOfPairs,
  login: 'crypto-user',
  run: async (connection, options, session) => (await import('./generate.ts')).generateEc(connection, options, session!),
};

function signs(mechanism: Mechanism): Command<SignOptions> {
  return {
    options: [...signing, ...(mechanism === 'rsa-pkcs-pss' ? salted : [])],
    refused: ['--approval?'],
    files: ['data-path'],
    login: 'crypto-user',
    run: async (connection, options, session) => (await import('./signature.ts')).signData(mechanism, connection, options, session!),
  };
}

function verifies(mechanism: Mechanism): Command<VerifyOptions> {
  return {
    options: [...signing, '--signature?', '--signature-path?', ...(mechanism === 'rsa-pkcs-pss' ? salted : [])],
    files: ['data-path', 'signature-path'],
    login: 'crypto-user',
    run: async (connection, options, session) => (await import('./signature.ts')).verifyData(mechanism, connection, options, session!),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: each command names the options that it reads; the command line has been checked for them all
export const keyCommands: Record<string, Command<any>> = {
  'key list': {
    options: ['--filter?+', '--max-items?', '--starting-token?', '--verbose!', '-v!'],
    login: 'any',
    run: async (connection, options, session) => (await import('./list.ts')).listKeys(connection, options, session!),
  },
  'key generate-symmetric aes': symmetric('aes'),
  'key generate-symmetric generic-secret': symmetric('generic-secret'),
  'key generate-asymmetric-pair rsa': rsa,
  'key generate-asymmetric-pair ec': ec,
  'key delete': {
    options: ['--filter+'],
    refused: ['--approval?'],
    login: 'crypto-user',
    run: async (connection, options, session) => (await import('./change.ts')).deleteKey(connection, options, session!),
  },
  'key set-attribute': {
    options: ['--filter+', '--name', '--value'],
    refused: ['--approval?'],
    login: 'any',
    run: async (connection, options, session) => (await import('./change.ts')).setAttribute(connection, options, session!),
  },
  'crypto sign rsa-pkcs': signs('rsa-pkcs'),
  'crypto sign rsa-pkcs-pss': signs('rsa-pkcs-pss'),
  'crypto sign ecdsa': signs('ecdsa'),
  'crypto verify rsa-pkcs': verifies('rsa-pkcs'),
  'crypto verify rsa-pkcs-pss': verifies('rsa-pkcs-pss'),
  'crypto verify ecdsa': verifies('ecdsa'),
};
