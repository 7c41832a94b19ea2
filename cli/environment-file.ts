import { sizeProblem } from '../core/environment/bounds.ts';
import { checkEnvironment } from '../core/environment/check-environment.ts';
import type { Environment } from '../core/environment/environment.ts';
import { formatProblems, type Problem } from '../core/environment/problem.ts';
import { CommandError, exitCodes } from './exit.ts';
import { textOf } from './file-text.ts';
import { ofProject } from './from-here.ts';
import { type Form, parseJson, repeatedMembers } from './json-text.ts';

export const environmentForm: Form = {
  name: 'an environment',
  shownBy: ofProject('examples/production.json'),
  describedBy: ofProject('schema/environment.json'),
};

/** An environment file that does not pass: `problems` for people and for `--json`. */
export class InvalidEnvironmentFile extends CommandError {
  readonly problems: Problem[];
  readonly environmentName: string;

  constructor(file: string, problems: Problem[], environmentName: string) {
    super(
      `${file === '-' ? 'standard input' : file} is not an environment file that can be provisioned\n${formatProblems(problems)}`,
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

/** No input of a state machine is longer, and what is longer is not looked into. */
const mostText = 256 * 1024;

/**
 * Reads and checks an environment file; `-` is standard input.
 *
 * @throws InvalidEnvironmentFile
 */
export function readEnvironmentFile(file: string): EnvironmentFile {
  const refused = (problems: Problem[], name = '') => new InvalidEnvironmentFile(file, problems, name);
  const read = textOf(file, environmentForm.shownBy);
  if ('fault' in read) throw refused([{ path: '', ...read.fault }]);
  const { text } = read;
  if (text.length > mostText) throw refused([sizeProblem(Buffer.byteLength(text))]);
  const parsed = parseJson(text, environmentForm);
  if ('fault' in parsed) throw refused([{ path: '', ...parsed.fault }]);
  const { value } = parsed;
  const checked = checkEnvironment(value);
  const problems = [...repeatedMembers(text), ...('problems' in checked ? checked.problems : [])];
  if ('problems' in checked || problems.length > 0) throw refused(problems, nameIn(value));
  return { ...checked, text };
}

function nameIn(value: unknown): string {
  const { name } = (value ?? {}) as { name?: unknown };
  return typeof name === 'string' ? name : '';
}
