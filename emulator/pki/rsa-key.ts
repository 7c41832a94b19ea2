import { checkPrimeSync, createPrivateKey, type KeyObject } from 'node:crypto';
import { Seeded } from '../kernel/seeded.ts';

const publicExponent = 65537n;
/** Rounds of Miller–Rabin: enough for keys that protect nothing. */
const checks = 8;

/**
 * An RSA private key that is a function of the seed and the purpose, so that certificates, CSRs and their hashes are the same
 * in every run of a seed. For the emulator's hardware and CAs only: whoever knows the seed knows the key.
 *
 * Of its two primes the longer one, of three quarters of the bits, is the same for all keys of this length, and only the other one has
 * to be found: a millisecond or two, where two primes of half the length take seventy.
 */
export function seededRsaKey(random: Seeded, bits: KeyLength, ...purpose: (string | number)[]): KeyObject {
  const which = JSON.stringify([random.seed, bits, ...purpose]);
  const key = found.get(which) ?? newRsaKey(random, bits, ...purpose);
  found.set(which, key);
  return key;
}

export type KeyLength = keyof typeof stepsToSharedPrime;

/** How often 2 is added to what is drawn for the shared prime of a key length until it is one. */
const stepsToSharedPrime = { 2048: 80, 3072: 1600, 4096: 829 };

/** Keys of this process: the emulators of one seed ask for the same ones. */
const found = new Map<string, KeyObject>();

function newRsaKey(random: Seeded, bits: KeyLength, ...purpose: (string | number)[]): KeyObject {
  const p = sharedPrime(bits);
  const q = seededPrime(random, bits / 4, ...purpose);
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

function sharedPrime(bits: KeyLength): bigint {
  return oddNumber(new Seeded(0), (bits / 4) * 3, 'shared', bits) + 2n * BigInt(stepsToSharedPrime[bits]);
}

function seededPrime(random: Seeded, bits: number, ...purpose: (string | number)[]): bigint {
  for (let candidate = oddNumber(random, bits, ...purpose); ; candidate += 2n) {
    if ((candidate - 1n) % publicExponent !== 0n && !hasSmallFactor(candidate) && checkPrimeSync(candidate, { checks })) return candidate;
  }
}

/** Two such numbers have a product of full length. */
function oddNumber(random: Seeded, bits: number, ...purpose: (string | number)[]): bigint {
  const drawn = random.bytes(bits / 8, 'prime', ...purpose);
  drawn[0]! |= 0xc0;
  drawn[drawn.length - 1]! |= 1;
  return toBigInt(drawn);
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
