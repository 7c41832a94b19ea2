import { Option } from '@commander-js/extra-typings';
import { type Severity, severityNames } from '../../core/severities.ts';
import { type AuditOptions, auditFormats } from '../audit/options.ts';
import { hsmCommand, oneMore, positiveNumber, region, stage, unlessStandard, wholeNumber } from '../options.ts';
import { demandWritable } from '../written-file.ts';
import { type Intent, type Request, watchOver } from './intent.ts';

export const audit: Intent = {
  name: 'audit',
  heading: watchOver,
  command: (run) =>
    hsmCommand('audit', [
      ['npx hsm audit', 'everything that is not as it should be, the worst first'],
      ['npx hsm audit production --fail-on high', 'exit code 1 where something high or critical is found: for a pipeline'],
      ['npx hsm audit --format html -o report.html', 'the report that people read; junit and asff are for programs'],
      ['npx hsm audit --region us-east-1 --region eu-west-1', 'two regions of the account'],
    ])
      .description('look at clusters, backups, key stores and secrets, and say what is not as it should be')
      .argument('[environment...]', 'names of environments on record; everything without')
      .addOption(new Option('--format <format>', 'how it is shown').choices(auditFormats).default('table' as const))
      .option('-o, --output <file>', 'write it into this file; the terminal gets the headline')
      .addOption(
        new Option('--fail-on <severity>', 'exit code 1 where something at least so bad is found, or not all could be read').choices(
          severityNames,
        ),
      )
      .addOption(
        new Option('--region <region>', 'AWS region; given again, that one too: the deployment of the first is asked').argParser(
          oneMoreRegion,
        ),
      )
      .addOption(new Option('--stage <stage>', 'stage that is deployed').argParser(stage).default('dev'))
      .option('--account <file>', 'with --local: JSON file of what the account holds')
      .option('--local', 'audit an AWS of this machine instead')
      .addOption(new Option('--seed <number>', 'seed of that AWS: the same seed gives the same run').argParser(wholeNumber))
      .addOption(new Option('--durations <factor>', 'how much longer than usual that AWS takes').argParser(positiveNumber))
      .action((environments, { format, output: named, failOn, region: regions, account: accountFile, ...options }) => {
        const output = unlessStandard(named);
        const read = () => request(environments, regions, { format, output, failOn: failOn as Severity | undefined, json: options.json });
        return run(audit, read, { ...options, ...(accountFile !== undefined && { accountFile }), region: regions?.[0] });
      }),
  done: () => 'the audit is done',
};

function oneMoreRegion(text: string, before?: string[]): string[] {
  return oneMore(region(text), before);
}

function request(environments: string[], regions: string[] = [], options: AuditOptions): Request {
  if (options.output !== undefined) demandWritable(options.output);
  return {
    environment: environments.length === 1 ? environments[0]! : '',
    input: JSON.stringify({ ...(environments.length > 0 && { environments }), ...(regions.length > 1 && { regions }) }),
    warnings: [],
    show: async (document, target) => (await import('../audit/show.ts')).showAudit(document, target, options),
  };
}
