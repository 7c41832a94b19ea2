import { again, commandsHere } from '../core/commands-here.ts';
import { type CommandError, exitCodes } from './exit.ts';
import { explained } from './explained.ts';
import { complain, note, printDocument } from './output.ts';
import { asTyped } from './text/wrap.ts';
import { isVerbose } from './verbose.ts';

/** What went wrong, for programs. */
export interface FailureDetails {
  name: string;
  message: string;
  remedy: string;
}

/** The document of a command that failed, where it has no other. */
export function plainFailure(error: FailureDetails): unknown {
  return { outcome: 'FAILED', error };
}

/**
 * Does what a command is there for. Where that fails, it is said in one way, for people on stderr and with `--json` as a document on
 * stdout.
 *
 * @param document of the failure
 */
export async function perform(
  { json, stage, region }: { json?: boolean; stage?: string; region?: string },
  work: () => Promise<void>,
  document: (error: FailureDetails, cause: unknown) => unknown = plainFailure,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const known = explained(error);
    const details = known ? detailsOf(known, again(stage, region)) : mistake(error);
    if (json) printDocument(document({ ...details, remedy: asTyped(details.remedy) }, error));
    complain(known?.remedy || !known ? `${details.message}; ${details.remedy}` : details.message);
    if (!known || isVerbose()) note(stacks(error));
    process.exitCode = known?.exitCode ?? exitCodes.failed;
  }
}

/** Commands in a remedy come to the place that was asked. */
function detailsOf({ name, message, remedy }: CommandError, options: string): FailureDetails {
  return { name, message, remedy: commandsHere(remedy, options) || 'mend that and run the same command again' };
}

function mistake(error: unknown): FailureDetails {
  const { name, message } = error as Error;
  return { name, message: `this is a mistake of hsm itself (${name}: ${message})`, remedy: 'report it with the lines below' };
}

/** Where an error comes from, and what caused it. */
function stacks(error: unknown): string {
  const { stack, cause } = error as Error;
  return cause instanceof Error ? `${stack}\ncaused by ${stacks(cause)}` : `${stack}`;
}
