import type { Caller } from '../../../kernel/caller.ts';
import { CliError } from '../error.ts';
import type { DataPlanePlace } from '../needs.ts';
import { printedDocument } from '../printed.ts';
import type { Answer } from './answer.ts';
import { cloudHsmCli } from './cloudhsm-cli.ts';
import { HelpAsked, UsageError } from './command-line.ts';
import { configureCli } from './configure-cli.ts';
import { configurePkcs11 } from './configure-pkcs11.ts';
import type { Sent } from './sent.ts';

const programs = { 'cloudhsm-cli': cloudHsmCli, 'configure-cli': configureCli, 'configure-pkcs11': configurePkcs11 };

/** What the client on the other end prints, writes and ends with. */
export async function answerClient(sent: Sent, at: { place: DataPlanePlace; caller: Caller }): Promise<Answer> {
  try {
    return await programs[sent.program](sent, at);
  } catch (error) {
    if (error instanceof HelpAsked) return { stdout: error.message, stderr: '', exitCode: 0, log: [] };
    if (error instanceof UsageError) return { stdout: '', stderr: error.message, exitCode: 2, log: [] };
    if (!(error instanceof CliError)) throw error;
    if (sent.program === 'cloudhsm-cli') return printedDocument(at.place.dataPlane.settings, 1, error.message);
    return { stdout: '', stderr: `error: ${error.message}\n`, exitCode: 1, log: [] };
  }
}
