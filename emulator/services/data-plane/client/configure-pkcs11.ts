import { AwsError } from '../../../kernel/aws-error.ts';
import type { Caller } from '../../../kernel/caller.ts';
import { CliError } from '../error.ts';
import type { DataPlanePlace } from '../needs.ts';
import type { Answer } from './answer.ts';
import { configure, usualOptions } from './configure.ts';
import type { Sent } from './sent.ts';

/** The emulated `configure-pkcs11`. Sees to it that the library is there, as the real package does; a host of the account file has none. */
export async function configurePkcs11(sent: Sent, at: { place: DataPlanePlace; caller: Caller }): Promise<Answer> {
  const answer = await configure(sent, [...usualOptions, '--enable-certificate-storage!', '--disable-certificate-storage!'], at);
  if (at.caller.kind === 'role') return answer;
  const { placeLibrary } = await import('../pkcs11-library/library.ts');
  await placeLibrary(at.place).catch((error: unknown) => {
    throw error instanceof AwsError ? new CliError(error.message) : error;
  });
  return answer;
}
