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
