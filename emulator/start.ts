import * as z from 'zod';
import { accountDeclared, accountFile } from './account-file/read-account-file.ts';
import { type Emulator, type EmulatorOptions, startEmulator as start } from './emulator.ts';
import { checked } from './kernel/checked.ts';
import type { Image } from './services/ecs/state.ts';
import type { Workers } from './services/lambda/workers.ts';

const above0 = z.number().positive('has to be a number above 0');

const known: z.ZodType<EmulatorOptions> = z.strictObject({
  port: z.int().min(0).max(65_535).optional(),
  host: z.union([z.string(), z.array(z.string())], 'has to be a name or an address, or an array of them').optional(),
  seed: z.int().optional(),
  speed: z.union([z.literal('max'), above0], 'has to be "max", or a number above 0').optional(),
  durations: above0.optional(),
  begins: z.int().optional(),
  account: accountFile.optional(),
  images: z.custom<Record<string, Image>>().optional(),
  cache: z.string().optional(),
  workers: z.custom<Workers>().optional(),
});

/**
 * Starts a local AWS for another project, which may be written in JavaScript: no type has looked at its options.
 *
 * @throws Error with a line for each option that is none, which names it, what is wrong and what is allowed
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const given = checked(known, options, 'the options');
  return start({ ...options, ...(given.account && { account: accountDeclared(given.account, 'account') }) });
}
