import { statSync } from 'node:fs';
import { basename, dirname, extname, resolve } from 'node:path';
import { formatProblems } from '../../core/environment/problem.ts';
import type { DeploymentOptions } from '../../emulator/cloudformation/deploy.ts';
import { BadOption } from '../exit.ts';
import { textOf } from '../file-text.ts';
import { repeatedMembers } from '../json-text.ts';

/**
 * A CloudFormation template that is not this project's, ready to be deployed.
 *
 * @param artifacts the folder of its functions' zips; without it the template's own, or the one of its CDK app
 * @throws CommandError where the template cannot be read
 */
export async function foreignTemplate(file: string, artifacts = usualArtifacts(file)): Promise<DeploymentOptions> {
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

/** A stage of the CDK has a folder of its own beside the assets of all. */
function usualArtifacts(file: string): string {
  const folder = dirname(file);
  return basename(resolve(folder)).startsWith('assembly-') ? dirname(resolve(folder)) : folder;
}

/** The file's name, as far as a stack may be called so; `Stack.template.json` is what the CDK makes of a stack. */
function stackName(file: string): string {
  const name = basename(basename(file, extname(file)), '.template').replaceAll(/[^A-Za-z0-9]+/g, '-');
  return /^[A-Za-z]/.test(name) ? name : `stack-${name}`.replace(/-$/, '');
}
