import { readFileSync } from 'node:fs';
import { checkEnvironment } from '../core/environment/check-environment.ts';
import type { Environment } from '../core/environment/environment.ts';
import { formatProblems, type Problem } from '../core/environment/problem.ts';
import { CommandError, exitCodes } from './exit.ts';

/** An environment file that does not pass: `problems` for people and for `--json`. */
export class InvalidEnvironmentFile extends CommandError {
  readonly problems: Problem[];
  readonly environmentName: string;

  constructor(file: string, problems: Problem[], environmentName: string) {
    super(
      `${file} is not an environment file that can be provisioned\n${formatProblems(problems)}`,
      exitCodes.badInput,
      'InvalidEnvironment',
    );
    this.problems = problems;
    this.environmentName = environmentName;
  }
}

export interface EnvironmentFile {
  environment: Environment;
  /** The file's text: the input of the state machine is the bare file, whoever starts it. */
  text: string;
  warnings: Problem[];
}

const setByWorkflows: Problem = { path: 'parent', problem: 'is set by workflows for their parts', remedy: 'leave it out' };

/**
 * Reads and checks an environment file; `-` is standard input.
 *
 * @throws CommandError, InvalidEnvironmentFile
 */
export function readEnvironmentFile(file: string): EnvironmentFile {
  const text = read(file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const problem = { path: '', problem: `is not JSON (${(error as Error).message})`, remedy: 'mend it there' };
    throw new InvalidEnvironmentFile(file, [problem], '');
  }
  const checked = checkEnvironment(value);
  if ('problems' in checked)
    throw new InvalidEnvironmentFile(file, checked.problems, String((value as { name?: unknown } | null)?.name ?? ''));
  if (checked.environment.parent) throw new InvalidEnvironmentFile(file, [setByWorkflows], checked.environment.name);
  return { ...checked, text };
}

function read(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch {
    throw new CommandError(`there is no file ${file}: give an environment file with -f, such as examples/production.json`);
  }
}

/** The environment that an execution's input names; empty where the input is no such file. */
export function environmentNameIn(input: string | undefined): string {
  const { name } = (JSON.parse(input ?? '{}') ?? {}) as { name?: unknown };
  return typeof name === 'string' ? name : '';
}
