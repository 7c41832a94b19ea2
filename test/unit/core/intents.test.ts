import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { intents } from '../../../core/intents.ts';
import { environment } from '../environments.ts';

test.each(Object.keys(intents))('%s has a body of its name', (intent) => {
  const body = new URL(`../../../statemachines/bodies/${intent}.asl.json`, import.meta.url);

  expect(JSON.parse(readFileSync(body, 'utf8'))).toHaveProperty('StartAt');
});

test('what changes an environment is not done beside anything else on it', () => {
  expect(Object.fromEntries(Object.entries(intents).map(([intent, { lease }]) => [intent, lease]))).toMatchObject({
    provision: 'environment',
    scale: 'environment',
    connect: 'environment',
  });
});

const asIs = Object.entries(intents).filter(([intent]) => !['restore', 'adopt'].includes(intent));

test.each(asIs)('%s without changes asks for the file as it is', (_, { Changes, changed }) => {
  expect(changed(environment(), Changes.parse({}))).toEqual(environment());
});

test('what is restored beside a living environment is left alone by the clock, and no hosts are its own', () => {
  const { changed } = intents.restore!;
  const everything = environment({
    parking: { at: '20:00', until: '07:00', timezone: 'UTC' },
    rotation: { everyDays: 1 },
    backups: { drillEveryDays: 1, keepCopies: 3 },
    clients: { tags: ['Role=payments'], everyDays: 1 },
  });

  const beside = changed(everything, { backup: 'backup-abcdefghijk', as: 'sibling' });

  expect(beside).toMatchObject({ name: 'sibling', hsmCount: 2, cluster: { sourceBackupId: 'backup-abcdefghijk' } });
  expect(beside.backups).toEqual({ copyTo: [], keepCopies: 3 });
  for (const gone of ['keyStore', 'parking', 'rotation', 'clients']) expect(beside).not.toHaveProperty(gone);
  // in its place it is the same
  expect(changed(everything, { backup: 'backup-abcdefghijk' })).toEqual({
    ...everything,
    cluster: { sourceBackupId: 'backup-abcdefghijk' },
  });
});
