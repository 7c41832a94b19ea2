import { expect, test } from 'vitest';
import { provenNotice } from '../../../../core/drill/drill.ts';
import { execution, lease } from '../../executions.ts';

test('people are told which backup was proven, where, and in how many minutes', () => {
  const drill = { backup: 'backup-1', cluster: 'cluster-2', region: 'us-west-2', recoverySeconds: 1530, proof: true as const, cost: 1.6 };

  expect(provenNotice(lease, drill)).toEqual({
    subject: 'CloudHSM environment production: its backup is proven',
    message: `backup-1 was restored into cluster-2 in us-west-2 in 26 minutes, with its keys, and all of it was removed again. Execution: ${execution}`,
  });
});
