import { statSync } from 'node:fs';
import { basename, dirname, extname } from 'node:path';
import { formatProblems } from '../../core/environment/problem.ts';
import type { DeploymentOptions } from '../../emulator/cloudformation/deploy.ts';
import { BadOption } from '../exit.ts';
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
  const refused = (problem: string, remedy?: string) => new BadOption(`--template ${file}: ${problem}`, { remedy });
  const another = 'name a CloudFormation template in JSON or YAML';
  const read = textOf(file);
  if ('fault' in read) throw refused(read.fault.problem, another);
  if (read.text.trim() === '') throw refused('is empty', another);
  if (!statSync(artifacts, { throwIfNoEntry: false })?.isDirectory()) {
    throw new BadOption(`--artifacts ${artifacts}: is no folder`, {
      remedy: "name the one that holds the zips of the template's functions",
    });
  }
  const repeated = read.text.trimStart().startsWith('{') ? repeatedMembers(read.text) : [];
  if (repeated.length > 0) throw refused(formatProblems(repeated));
  try {
    return { template: readTemplate(read.text), artifacts, stackName: stackName(file) };
  } catch (error) {
    throw refused((error as Error).message, 'mend it there');
  }
}

/** The file's name, as far as a stack may be called so. */
function stackName(file: string): string {
  const name = basename(file, extname(file)).replaceAll(/[^A-Za-z0-9]+/g, '-');
  return /^[A-Za-z]/.test(name) ? name : `stack-${name}`.replace(/-$/, '');
}
