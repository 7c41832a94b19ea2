import { CommandError, exitCodes } from './exit.ts';
import { isAnswering, note } from './output.ts';

/**
 * Asks whether to go on, where something real changes.
 *
 * @param plan what it brings about, in a sentence
 * @param whole all that it brings about, for somebody who is there to read it
 * @throws CommandError NotAgreed
 */
export async function agree(plan: string, whole?: () => Promise<string>): Promise<void> {
  if (!isAnswering()) {
    const problem = `this changes something real (${plan}), and there is nobody to ask`;
    throw new CommandError(problem, exitCodes.refused, 'NotAgreed', { remedy: 'give --yes' });
  }
  note(plan);
  if (whole) note(await whole());
  const { confirm } = await import('@inquirer/prompts');
  const yes = await confirm({ message: 'Go on?', default: false }, { output: process.stderr });
  if (!yes) throw new CommandError('nothing was changed', exitCodes.refused, 'NotAgreed', { remedy: 'run it again when you agree' });
}
