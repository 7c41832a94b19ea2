import { commandsHere } from '../../core/commands-here.ts';
import type { Environment } from '../../core/environment/environment.ts';
import { formatProblems, type Problem } from '../../core/environment/problem.ts';
import { InvalidEnvironmentFile, readEnvironmentFile } from '../environment-file.ts';
import { exitCodes } from '../exit.ts';
import { complain, print, printDocument, warn, width } from '../output.ts';
import { type FailureDetails, perform } from '../perform.ts';
import { wrap } from '../text/wrap.ts';

export interface ValidateOptions {
  file: string;
  account?: boolean;
  json?: boolean;
  region?: string;
  stage: string;
}

/** What `--json` prints, whatever became of it. */
interface ValidationDocument {
  file: string;
  environment: string;
  outcome: 'SUCCEEDED' | 'FAILED';
  error?: FailureDetails;
  problems: Problem[];
  warnings: Problem[];
}

/** Checks an environment file by itself, and with `--account` what it names: what a workflow asks before it creates anything. Nothing is changed. */
export async function validate(options: ValidateOptions): Promise<void> {
  await perform(
    options,
    async () => {
      const { environment, warnings } = readEnvironmentFile(options.file);
      const found = options.account ? await lookAtAccount(environment, options) : { problems: [], warnings: [] };
      show({ problems: found.problems, warnings: [...warnings, ...found.warnings] }, environment.name, options);
    },
    (error, cause) => refusal(options.file, error, cause),
  );
}

async function lookAtAccount(environment: Environment, options: ValidateOptions) {
  // imported here: a file is checked by itself without any client of AWS
  const [{ preflight }, { takeSettings }, { openTarget }] = await Promise.all([
    import('../../core/preflight/preflight.ts'),
    import('../deployment.ts'),
    import('../target.ts'),
  ]);
  const target = await openTarget(options);
  try {
    await takeSettings(target);
    const { problems, warnings } = await preflight(environment, 'provision', new Date(target.now()).toISOString());
    const here = ({ remedy, ...problem }: Problem) => ({ ...problem, remedy: commandsHere(remedy, target.again) });
    return { problems: problems.map(here), warnings: warnings.map(here) };
  } finally {
    await target.close();
  }
}

function show(found: Pick<ValidationDocument, 'problems' | 'warnings'>, name: string, { file, account, json }: ValidateOptions): void {
  const failed = found.problems.length > 0;
  const where = account ? 'this account' : 'itself';
  if (found.warnings.length > 0) warn(formatProblems(found.warnings));
  if (failed) complain(`${shown(file)} does not pass in ${where}\n${formatProblems(found.problems)}`);
  if (json)
    printDocument({
      file,
      environment: name,
      outcome: failed ? 'FAILED' : 'SUCCEEDED',
      ...(failed && { error: errorOf(found.problems) }),
      ...found,
    });
  else if (!failed) print(passed(file, account));
  process.exitCode = failed ? exitCodes.badInput : exitCodes.done;
}

function passed(file: string, account: boolean | undefined): string {
  const more = account ? ': it can be provisioned in this account' : '; --account looks at what it names, too';
  return wrap(`${shown(file)} passes${more}`, width(), 2);
}

function refusal(file: string, error: FailureDetails, cause: unknown): ValidationDocument {
  const invalid = cause instanceof InvalidEnvironmentFile ? cause : undefined;
  const problems = invalid?.problems ?? [];
  return {
    file,
    environment: invalid?.environmentName ?? '',
    outcome: 'FAILED',
    error: invalid ? errorOf(problems) : error,
    problems,
    warnings: [],
  };
}

function errorOf(problems: Problem[]): FailureDetails {
  return { name: 'InvalidEnvironment', message: formatProblems(problems), remedy: 'mend the file' };
}

function shown(file: string): string {
  return file === '-' ? 'standard input' : file;
}
