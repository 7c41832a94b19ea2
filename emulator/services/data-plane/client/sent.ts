import * as z from 'zod';
import { readPairs } from './netstrings.ts';

/** What the client of all programs sends. */
export const Sent = z.strictObject({
  program: z.enum(['cloudhsm-cli', 'configure-cli', 'configure-pkcs11']),
  /** The folder of the client's configuration, `/opt/cloudhsm/etc` of the real SDK. */
  etc: z.string(),
  /** `cloudhsm-cli.cfg` or `cloudhsm-pkcs11.cfg`, where there is one. */
  configuration: z.string().optional(),
  /** The issuing certificate that the configuration names, where the file is there. */
  issuer: z.string().optional(),
  /** CLOUDHSM_ROLE */
  role: z.string().optional(),
  /** CLOUDHSM_PIN */
  pin: z.string().optional(),
  /** What was typed at the prompts of the answer before. */
  typed: z.array(z.string()),
  /** In interactive mode, once it has begun. */
  session: z.string().optional(),
  /** What was typed at the prompt: it stands for the command line. */
  line: z.string().optional(),
  /** Files that the client was told to read. */
  read: z.array(z.string()),
  /** Files that the command line names, and what stands in them, as Base64. */
  path: z.array(z.string()),
  content: z.array(z.string()),
  /** The command line. */
  word: z.array(z.string()),
});

export type Sent = z.infer<typeof Sent>;

/** @throws AwsError where it is not what the client writes */
export function readSent(body: Buffer): unknown {
  const lists: Record<string, string[]> = { typed: [], read: [], path: [], content: [], word: [] };
  const single: Record<string, string> = {};
  for (const [name, value] of readPairs(body)) {
    if (Object.hasOwn(lists, name)) lists[name]!.push(value);
    else single[name] = value;
  }
  return { ...single, ...lists };
}
