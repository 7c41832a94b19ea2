import * as z from 'zod';
import type { ApiRoute } from './api-route.ts';

// For the local PKCS #11 library and `hsm keys` alone. What they need is loaded when one of them comes.

/** What may have any character in it travels as hex. */
const hex = z
  .string()
  .regex(/^([0-9a-f]{2})*$/)
  .transform((text) => Buffer.from(text, 'hex').toString());
const connection = z.strictObject({ configuration: hex, issuer: hex });
const login = z.strictObject({ cluster: z.string(), pin: hex });
const cluster = z.strictObject({ cluster: z.string() });

/** Builds the library, unless that is done, and says where it lies. */
export const pkcs11Library: ApiRoute<unknown> = {
  method: 'POST',
  path: 'pkcs11/library',
  body: z.unknown(),
  async answer({ cloud: { home } }) {
    const { placeLibrary } = await import('../services/data-plane/pkcs11-library/library.ts');
    return { path: await placeLibrary(home) };
  },
};

export const pkcs11Connect: ApiRoute<z.infer<typeof connection>> = {
  method: 'POST',
  path: 'pkcs11/connect',
  body: connection,
  async answer(_, { body, place, caller }) {
    const { connectLibrary } = await import('../services/data-plane/pkcs11/answers.ts');
    return connectLibrary(body, { place, caller });
  },
};

export const pkcs11Hsms: ApiRoute<z.infer<typeof cluster>> = {
  method: 'POST',
  path: 'pkcs11/hsms',
  body: cluster,
  async answer(_, { body, place }) {
    const { countHsms } = await import('../services/data-plane/pkcs11/answers.ts');
    return countHsms(body, place);
  },
};

export const pkcs11Login: ApiRoute<z.infer<typeof login>> = {
  method: 'POST',
  path: 'pkcs11/login',
  body: login,
  async answer(_, { body, place }) {
    const { loginLibrary } = await import('../services/data-plane/pkcs11/answers.ts');
    return loginLibrary(body, place);
  },
};
