import { checkPrimeSync, createPrivateKey, type KeyObject } from 'node:crypto';
import type { Seeded } from '../kernel/seeded.ts';

const publicExponent = 65537n;
/** Rounds of Miller–Rabin: enough for keys that protect nothing. */
const checks = 8;

/**
 * An RSA private key that is a function of the seed and the purpose, so that certificates, CSRs and their hashes are the same
 * in every run of a seed. For the emulator's hardware and CAs only: whoever knows the seed knows the key.
 */
export function seededRsaKey(random: Seeded, bits: number, ...purpose: (string | number)[]): KeyObject {
  const which = JSON.stringify([random.seed, bits, ...purpose]);
  const key = found.get(which) ?? newRsaKey(random, bits, ...purpose);
  found.set(which, key);
  return key;
}

/** Keys of this process: finding primes takes long, and the emulators of one seed ask for the same keys. */
const found = new Map<string, KeyObject>();

function newRsaKey(random: Seeded, bits: number, ...purpose: (string | number)[]): KeyObject {
  const p = seededPrime(random, bits / 2, ...purpose, 'p');
  const q = seededPrime(random, bits / 2, ...purpose, 'q');
  const d = inverse(publicExponent, (p - 1n) * (q - 1n));
  const jwk = {
    kty: 'RSA',
    n: encode(p * q),
    e: encode(publicExponent),
    d: encode(d),
    p: encode(p),
    q: encode(q),
    dp: encode(d % (p - 1n)),
    dq: encode(d % (q - 1n)),
    qi: encode(inverse(q, p)),
  };
  return createPrivateKey({ key: jwk, format: 'jwk' });
}

function seededPrime(random: Seeded, bits: number, ...purpose: (string | number)[]): bigint {
  const start = random.bytes(bits / 8, 'prime', ...purpose);
  start[0]! |= 0xc0; // the product of two such primes has its full length
  start[start.length - 1]! |= 1;
  for (let candidate = toBigInt(start); ; candidate += 2n) {
    if ((candidate - 1n) % publicExponent !== 0n && !hasSmallFactor(candidate) && checkPrimeSync(candidate, { checks })) return candidate;
  }
}

const smallPrimes = sieve(2000).map(BigInt);

function sieve(limit: number): number[] {
  const composite = new Set<number>();
  const primes: number[] = [];
  for (let n = 3; n < limit; n += 2) {
    if (composite.has(n)) continue;
    primes.push(n);
    for (let multiple = n * n; multiple < limit; multiple += 2 * n) composite.add(multiple);
  }
  return primes;
}

function hasSmallFactor(candidate: bigint): boolean {
  return smallPrimes.some((prime) => candidate % prime === 0n);
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [r0, r1, s0, s1] = [modulus, value % modulus, 0n, 1n];
  while (r1 > 0n) {
    const quotient = r0 / r1;
    [r0, r1, s0, s1] = [r1, r0 - quotient * r1, s1, s0 - quotient * s1];
  }
  return ((s0 % modulus) + modulus) % modulus;
}

function toBigInt(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`);
}

function encode(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex').toString('base64url');
}
