import type { Token } from './open-token.ts';

/** Random bytes of the HSM. */
export function randomBytes({ module, session, ask }: Token, length: number): Promise<Buffer> {
  return ask('making random bytes', () => module.C_GenerateRandom(session, Buffer.alloc(length)));
}
