import { Command, Option } from 'commander';

/** A command that works on a deployment: on AWS, at AWS_ENDPOINT_URL, or on an emulator of its own. */
export function targetCommand(name: string): Command {
  return new Command(name)
    .option('--region <region>', 'AWS region; AWS_REGION without it')
    .option('--stage <stage>', 'stage that is deployed', 'dev')
    .option('--json', 'print one JSON document on stdout')
    .exitOverride();
}

/** Adds what starts an emulator for this command. */
export function withLocal(command: Command): Command {
  return command
    .option('--local', 'rehearse on an AWS of this machine instead')
    .addOption(new Option('--seed <number>', 'seed of that AWS: the same seed gives the same run'))
    .addOption(new Option('--durations <factor>', 'how much longer than usual that AWS takes'));
}
