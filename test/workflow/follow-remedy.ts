import type { Emulator } from '../../emulator/emulator.ts';
import { request } from '../local-aws.ts';

/** Options that take a list. */
const lists = ['TagKeyList'];

/** The commands of the AWS CLI that a text holds between backticks, in their order. */
export function commandsIn(text: string): string[] {
  return [...text.matchAll(/`(aws [^`]+)`/g)].map(([, command]) => command!);
}

/**
 * Does what a command of the AWS CLI does, and waits until AWS has done it.
 *
 * @throws Error for a command that nobody could run as it stands
 */
export async function runCommand(emulator: Emulator, command: string): Promise<void> {
  const [, service = '', operation = '', ...options] = command.split(' ');
  if (options.some((word) => /^[A-Z]+$|[<>…]/.test(word))) throw new Error(`the command leaves something to guess: ${command}`);
  const input: Record<string, string | string[]> = {};
  for (let at = 0; at < options.length; at += 2) {
    const name = pascal(options[at]!.replace(/^--/, ''));
    input[service === 'stepfunctions' ? lowerFirst(name) : name] = lists.includes(name) ? [options[at + 1]!] : options[at + 1]!;
  }
  await request(emulator, service, pascal(operation), input);
  await emulator.home.clock.idle();
}

function pascal(words: string): string {
  return words
    .split('-')
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join('');
}

function lowerFirst(word: string): string {
  return word[0]!.toLowerCase() + word.slice(1);
}
