import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { findStateMachine } from '../deployed.ts';
import { readEnvironmentFile } from '../environment-file.ts';
import { BadOption, CommandError, exitCodes } from '../exit.ts';
import { follow } from '../follow/follow.ts';
import { note, progressWidth } from '../output.ts';
import { summarize } from '../summary/document.ts';
import { failureText } from '../summary/text.ts';
import { exitCodeOf } from '../summary/verdict.ts';
import { callerOf, openTarget, type Target } from '../target.ts';
import type { KeysOptions } from './environment.ts';

/**
 * Provisions an environment on an AWS of this machine, which begins empty, and has its HSMs prove each algorithm.
 *
 * @throws CommandError
 */
export async function rehearseProof(environment: string, options: KeysOptions & { file?: string }): Promise<void> {
  if (options.module !== undefined)
    throw new BadOption("--module is for HSMs that stand: a rehearsal has its AWS's own", { remedy: 'leave it out' });
  const file = options.file ?? fileOf(environment);
  const { environment: wanted, text } = readEnvironmentFile(file);
  if (wanted.name !== environment) throw new BadOption(`${file} is the file of ${wanted.name}, not of ${environment}`);
  if (!wanted.cryptoUsers?.length)
    throw new BadOption(`${file} has no cryptoUsers, as whom keys are made`, {
      remedy: 'name one there',
    });
  const { stage, region } = options;
  const target = await openTarget({ local: true, stage, ...(region !== undefined && { region }) });
  const interrupted = () => void target.close().finally(() => process.exit(exitCodes.interrupted));
  process.on('SIGINT', interrupted);
  try {
    await provision(target, environment, text);
    process.exitCode = await proofOf(target, environment, options);
  } finally {
    process.off('SIGINT', interrupted);
    await target.close();
  }
}

/** Where the file of an environment is looked for that is not named. */
function fileOf(environment: string): string {
  const places = [`${environment}.json`, `examples/${environment}.json`];
  const found = places.find((place) => existsSync(place));
  if (found) return found;
  const problem = `there is no file ${places.join(' or ')}`;
  throw new BadOption(problem, { remedy: 'name the environment file with -f' });
}

async function provision(target: Target, environment: string, input: string): Promise<void> {
  const stateMachineArn = await findStateMachine(target, 'provision');
  const { executionArn = '' } = await target.sfn.send(new StartExecutionCommand({ stateMachineArn, input }));
  const run = { environment, intent: 'provision', watchedAs: environment };
  const document = summarize(target, run, await follow(target, executionArn, run));
  if (document.outcome !== 'FAILED') return;
  const { problem, facts } = failureText(document, { ...target, columns: progressWidth() });
  note(facts);
  throw new CommandError(problem, exitCodeOf(document), 'ServiceFailed', { remedy: document.error?.remedy });
}

/** In a process of its own: the local library waits for the emulator, which runs in this one. */
async function proofOf({ emulator, region, stage }: Target, environment: string, options: KeysOptions): Promise<number> {
  const words = ['keys', environment, 'prove', '--stage', stage, '--region', region];
  if (options.user !== undefined) words.push('--user', options.user);
  if (options.json) words.push('--json');
  const { AWS_PROFILE: _, AWS_SESSION_TOKEN: __, ...others } = process.env;
  const env = { ...others, ...callerOf(emulator!.url, region) };
  const child = spawn(process.execPath, [process.argv[1]!, ...words], { env, stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? exitCodes.failed;
}
