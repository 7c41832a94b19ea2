import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from 'vitest';
import { readPassword } from '../../../../core/credentials/read-password.ts';
import { hsmCountOnRecord } from '../../../../core/record/hsm-count.ts';
import type { ItemName } from '../../../../core/record/item.ts';
import { readOutcome } from '../../../../core/record/outcome-item.ts';
import { readWaiting } from '../../../../core/record/waiting-item.ts';
import { readRecovery } from '../../../../core/recovery/recovery-item.ts';
import { secretsManager } from '../../aws.ts';
import { emptyRecord, store } from '../../record.ts';

const read: [ItemName, string, () => Promise<unknown>][] = [
  ['file', 'file', () => hsmCountOnRecord('production')],
  ['waiting#provision', 'details', () => readWaiting('production', 'provision')],
  ['recovery', 'brought', () => readRecovery('production')],
  ['outcome#scale', 'outcome', () => readOutcome('production', 'scale')],
];

const remedies: Partial<Record<ItemName, string>> = {
  file: 'provision the environment with its file, which puts it there anew',
  recovery:
    'have the copies of its own region bring it anew (hsm copy-backups, there); where that region is lost, the continuous backups of the table of environments have it as it was: put it back from there',
};
const takenOff = (item: string, attribute: string) =>
  `take it off (\`aws dynamodb update-item --table-name environments --key environment={S=production},item={S=${item}} --update-expression 'REMOVE ${attribute}'\`), and start the workflow again; whatever runs next writes it anew`;

beforeEach(emptyRecord);

test.each(read)('%s that somebody has edited is named, with what and how to be rid of it', async (item, attribute, reading) => {
  store(item, { token: 'token', [attribute]: '{"hsmCount": 3' });

  await expect(reading()).rejects.toMatchObject({
    name: 'RecordUnusable',
    message: `Reading the record (${item} of environment production): its ${attribute} is no JSON: somebody has edited it Remedy: ${remedies[item] ?? takenOff(item, attribute)}`,
  });
});

test.each(read.slice(0, 3))('%s that is JSON and not what a run writes is named, too', async (item, attribute, reading) => {
  store(item, { token: 'token', [attribute]: 'null' });

  await expect(reading()).rejects.toMatchObject({
    name: 'RecordUnusable',
    message: expect.stringContaining('is not what a run writes: somebody has edited it'),
  });
});

test.each(['hunter2', '"hunter2"', '{"username":"kmsuser"}'])(
  'of a secret without a password nothing is repeated: %s',
  async (SecretString) => {
    secretsManager.reset();
    secretsManager.on(GetSecretValueCommand).resolves({ SecretString });

    const message = expect.not.stringContaining('hunter2');
    await expect(readPassword('arn:secret')).rejects.toMatchObject({ name: 'SecretUnusable', message });
  },
);
