import { randomUUID } from 'node:crypto';
import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { Command } from 'commander';
import { asAsked } from '../../core/as-asked.ts';
import { formatProblems } from '../../core/environment/problem.ts';
import { type EnvironmentFile, InvalidEnvironmentFile, readEnvironmentFile } from '../environment-file.ts';
import { type CommandError, exitCodes, explained } from '../exit.ts';
import { follow } from '../follow/follow.ts';
import { ContactLost, goesOn } from '../follow/goes-on.ts';
import { failed, type SummaryDocument, summarize } from '../summary/document.ts';
import { summaryText } from '../summary/text.ts';
import { exitCodeOf } from '../summary/verdict.ts';
import { findStateMachine, openTarget, type Target, type TargetOptions } from '../target.ts';
import { targetCommand, withLocal } from './options.ts';

interface ProvisionOptions extends TargetOptions {
  file: string;
  json?: boolean;
}

export function provisionCommand(): Command {
  return withLocal(targetCommand('provision'))
    .description('bring up the environment of a file, or adopt what stands of it')
    .requiredOption('-f, --file <file>', 'environment file; - reads standard input')
    .action(provision);
}

async function provision(options: ProvisionOptions): Promise<void> {
  let environmentName = '';
  try {
    const file = readEnvironmentFile(options.file);
    environmentName = file.environment.name;
    await provisionFile(file, options);
  } catch (error) {
    const known = explained(error);
    if (options.json && known) console.log(JSON.stringify(refusal(known, environmentName), null, 2));
    throw error;
  }
}

async function provisionFile(file: EnvironmentFile, options: ProvisionOptions): Promise<void> {
  if (file.warnings.length > 0) console.error(`warning: ${formatProblems(file.warnings)}`);
  const target = await openTarget(options);
  try {
    const document = await run(target, file);
    const missing = document.outcome === 'SUCCEEDED' ? asAsked(document, file.environment).missing : [];
    console.log(options.json ? JSON.stringify(document, null, 2) : summaryText(document));
    if (missing.length > 0) console.error(`hsm: not all of it holds: ${missing.join('; ')}`);
    process.exitCode = missing.length > 0 ? exitCodes.failed : exitCodeOf(document);
  } finally {
    await target.close();
  }
}

/** Programs get a document where no execution could be followed, too; people get the same on stderr. */
function refusal(error: CommandError, environmentName: string): SummaryDocument {
  const { name, message } = error;
  if (error instanceof InvalidEnvironmentFile) {
    return failed(error.environmentName, { name, message: formatProblems(error.problems), remedy: 'mend the file' });
  }
  if (error instanceof ContactLost) {
    const remedy = `npx hsm watch ${error.executionArn}`;
    return { ...failed(environmentName, { name, message, remedy }), execution: error.executionArn };
  }
  return failed(environmentName, { name, message, remedy: 'mend that and run the same command again' });
}

async function run(target: Target, { environment, text }: EnvironmentFile): Promise<SummaryDocument> {
  const stateMachineArn = await findStateMachine(target, 'provision');
  // a rehearsal's name is fixed, so that the same seed gives the same history
  const name = target.emulator ? `${environment.name}-rehearsal` : `${environment.name}-${randomUUID()}`;
  const { executionArn = '' } = await target.sfn.send(new StartExecutionCommand({ stateMachineArn, name, input: text }));
  if (!target.emulator) console.error(`execution ${executionArn}`);
  const interrupted = () => {
    const rest = target.emulator ? 'the rehearsal is over' : goesOn(executionArn);
    console.error(`\n${rest}`);
    void target.close().finally(() => process.exit(130));
  };
  process.once('SIGINT', interrupted);
  try {
    return summarize(target, environment.name, await follow(target, executionArn));
  } finally {
    process.off('SIGINT', interrupted);
  }
}
