import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { program } from 'commander';
import { type BotocoreModel, withOperations } from './models/with-operations.ts';

/** `npm run model -- ssm DeleteParameter --from service-2.json`: what a new operation's requests are checked by. */
program
  .name('npm run model --')
  .description('Takes operations of an AWS service into emulator/models, from a model of botocore')
  .argument('<service>', 'as its file in emulator/models is called')
  .argument('<operation...>', 'as in DeleteParameter')
  .requiredOption('--from <file>', 'botocore/data/SERVICE/VERSION/service-2.json of https://github.com/boto/botocore, or the same with .gz')
  .action((service: string, operations: string[], { from }: { from: string }) => {
    const read = readFileSync(from);
    const theirs = JSON.parse(`${from.endsWith('.gz') ? gunzipSync(read) : read}`) as BotocoreModel;
    const ours = new URL(`../emulator/models/${service}.json`, import.meta.url);
    writeFileSync(ours, `${JSON.stringify(withOperations(JSON.parse(readFileSync(ours, 'utf8')), theirs, operations))}\n`);
  })
  .parse();
