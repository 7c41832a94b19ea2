import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { emulatorCommand } from './commands/emulator.ts';
import { provisionCommand } from './commands/provision.ts';
import { statusCommand } from './commands/status.ts';
import { watchCommand } from './commands/watch.ts';
import { exitCodes, explained } from './exit.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };

const program = new Command('hsm')
  .version(version)
  .description('AWS CloudHSM environments, from nothing to a proven KMS key')
  .addCommand(provisionCommand())
  .addCommand(watchCommand())
  .addCommand(statusCommand())
  .addCommand(emulatorCommand())
  .configureHelp({ sortSubcommands: false })
  .exitOverride();

try {
  await program.parseAsync();
} catch (error) {
  const known = explained(error);
  if (known) {
    console.error(`hsm: ${known.message}`);
    process.exitCode = known.exitCode;
  } else if ((error as { code?: string }).code?.startsWith('commander.')) {
    process.exitCode = (error as { exitCode: number }).exitCode === 0 ? exitCodes.done : exitCodes.badInput;
  } else {
    throw error;
  }
}
