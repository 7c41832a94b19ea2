import { DescribeExecutionCommand, ExecutionDoesNotExist, InvalidArn } from '@aws-sdk/client-sfn';
import type { Command } from 'commander';
import { environmentNameIn } from '../environment-file.ts';
import { CommandError, exitCodes } from '../exit.ts';
import { follow } from '../follow/follow.ts';
import { summarize } from '../summary/document.ts';
import { summaryText } from '../summary/text.ts';
import { exitCodeOf } from '../summary/verdict.ts';
import { openTarget, type Target, type TargetOptions } from '../target.ts';
import { targetCommand } from './options.ts';

interface WatchOptions extends TargetOptions {
  json?: boolean;
}

export function watchCommand(): Command {
  return targetCommand('watch')
    .description('follow an execution that is running, whoever started it')
    .argument('<execution>', 'ARN of the execution')
    .action(watch);
}

async function watch(executionArn: string, options: WatchOptions): Promise<void> {
  const target = await openTarget(options);
  try {
    const name = await environmentName(target, executionArn);
    const document = summarize(target, name, await follow(target, executionArn));
    console.log(options.json ? JSON.stringify(document, null, 2) : summaryText(document));
    process.exitCode = exitCodeOf(document);
  } finally {
    await target.close();
  }
}

async function environmentName({ sfn }: Target, executionArn: string): Promise<string> {
  try {
    const { input } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    return environmentNameIn(input);
  } catch (error) {
    if (!(error instanceof ExecutionDoesNotExist) && !(error instanceof InvalidArn)) throw error;
    throw new CommandError(`there is no execution ${executionArn}: npx hsm status lists them`, exitCodes.badInput, 'NoSuchExecution');
  }
}
