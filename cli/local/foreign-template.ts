import { statSync } from 'node:fs';
import { basename, dirname, extname } from 'node:path';
import { formatProblems } from '../../core/environment/problem.ts';
import type { DeploymentOptions } from '../../emulator/cloudformation/deploy.ts';
import { CommandError } from '../exit.ts';
import { textOf } from '../file-text.ts';
import { repeatedMembers } from '../json-text.ts';

/**
 * A CloudFormation template that is not this project's, ready to be deployed.
 *
 * @param artifacts the folder of its functions' zips; the template's own without it
 * @throws CommandError where the template cannot be read
 */
export async function foreignTemplate(file: string, artifacts = dirname(file)): Promise<DeploymentOptions> {
  const { readTemplate } = await import('../../emulator/cloudformation/read-template.ts');
  const read = textOf(file);
  if ('fault' in read) throw refused(`--template ${file}`, read.fault.problem, 'name a CloudFormation template in JSON or YAML');
  if (read.text.trim() === '') throw refused(`--template ${file}`, 'is empty', 'name a CloudFormation template in JSON or YAML');
  if (!statSync(artifacts, { throwIfNoEntry: false })?.isDirectory()) {
    throw refused(`--artifacts ${artifacts}`, 'is no folder', "name the one that holds the zips of the template's functions");
  }
  const repeated = read.text.trimStart().startsWith('{') ? repeatedMembers(read.text) : [];
  if (repeated.length > 0) throw refused(`--template ${file}`, formatProblems(repeated));
  try {
    return { template: readTemplate(read.text), artifacts, stackName: stackName(file) };
  } catch (error) {
    throw refused(`--template ${file}`, (error as Error).message, 'mend it there');
  }
}

/** The file's name, as far as a stack may be called so. */
function stackName(file: string): string {
  const name = basename(file, extname(file)).replaceAll(/[^A-Za-z0-9]+/g, '-');
  return /^[A-Za-z]/.test(name) ? name : `stack-${name}`.replace(/-$/, '');
}

function refused(option: string, problem: string, remedy?: string): CommandError {
  return new CommandError(`${option}: ${problem}`, undefined, 'BadOption', { remedy });
}
