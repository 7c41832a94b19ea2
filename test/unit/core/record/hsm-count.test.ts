import { beforeEach, expect, test } from 'vitest';
import { hsmCountOnRecord } from '../../../../core/record/hsm-count.ts';
import { emptyRecord, fileOnRecord, store } from '../../record.ts';

beforeEach(emptyRecord);

test('as many HSMs as the file on record asks for; none where there is no file', async () => {
  expect(await hsmCountOnRecord('production')).toBe(0);

  fileOnRecord({ hsmCount: 5 });

  expect(await hsmCountOnRecord('production')).toBe(5);
});

test('a file that somebody has edited is told with what puts it there anew', async () => {
  store('file', { file: '{"hsmCount":"five"}' });

  await expect(hsmCountOnRecord('production')).rejects.toMatchObject({
    name: 'RecordUnusable',
    details: { to: 'file of environment production', remedy: 'provision the environment with its file, which puts it there anew' },
  });
});
