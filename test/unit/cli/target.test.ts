import { expect, test } from 'vitest';
import { openTarget } from '../../../cli/target.ts';
import { type ClientSettings, clientOf } from '../../../core/aws/clients.ts';
import '../aws.ts';

test('what a command asks through core is asked again where it fails by chance, as no state machine repeats it', async () => {
  const target = await openTarget({ stage: 'dev' });
  await target.close();

  const { maxAttempts, retryStrategy } = clientOf((settings: ClientSettings) => settings);
  expect({ maxAttempts, retryStrategy }).toEqual({ maxAttempts: 3, retryStrategy: undefined });
});
