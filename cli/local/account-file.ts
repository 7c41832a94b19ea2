import { formatProblems } from '../../core/environment/problem.ts';
import type { AccountFile } from '../../emulator/kernel/account.ts';
import { BadOption } from '../exit.ts';
import { textOf } from '../file-text.ts';
import { type Form, parseJson, repeatedMembers } from '../json-text.ts';

const form: Form = { name: 'an account', shownBy: 'docs/local-aws.md', describedBy: 'docs/local-aws.md' };

/**
 * What an account of a local AWS holds, from the file of `--account`.
 *
 * @throws CommandError
 */
export async function readAccount(file: string): Promise<AccountFile> {
  const { readAccountFile } = await import('../../emulator/account-file/read-account-file.ts');
  const refused = (problem: string, remedy?: string) => new BadOption(`--account ${file}: ${problem}`, { remedy });
  const read = textOf(file);
  if ('fault' in read) throw refused(read.fault.problem, read.fault.remedy);
  const parsed = parseJson(read.text, form);
  if ('fault' in parsed) throw refused(parsed.fault.problem, parsed.fault.remedy);
  const repeated = repeatedMembers(read.text);
  if (repeated.length > 0) throw refused(formatProblems(repeated));
  try {
    return readAccountFile(read.text);
  } catch (error) {
    throw refused((error as Error).message, 'docs/local-aws.md shows one with everything that can stand in it');
  }
}
