import { expect, test } from 'vitest';
import { environmentThere } from '../../../../core/recovery/environment-there.ts';
import { replicaArn } from '../../../../core/recovery/replica-arn.ts';
import { environment } from '../../environments.ts';

const recovery = {
  region: 'us-west-2',
  subnetIds: ['subnet-0ddd4444ddd4444dd', 'subnet-0eee5555eee5555ee'],
  securityGroupIds: ['sg-0abcabcabcabcabca'],
};

test('in its recovery region an environment has the network that is named for it, and is brought on to no third one', () => {
  const there = environmentThere(environment({ recovery, cluster: { sourceBackupId: 'backup-aaaaaaaaaaa' } }));

  expect(there).toMatchObject({
    name: 'production',
    hsmCount: 3,
    subnetIds: recovery.subnetIds,
    activation: { type: 'automatic', securityGroupIds: recovery.securityGroupIds },
  });
  expect([there.recovery, there.cluster]).toEqual([undefined, undefined]);
});

test('a file that names none is as it is', () => {
  expect(environmentThere(environment())).toEqual(environment());
});

test('a replica of a secret differs from it in its region alone', () => {
  expect(replicaArn('arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:a/b-AbCdEf', 'us-gov-east-1')).toBe(
    'arn:aws-us-gov:secretsmanager:us-gov-east-1:123456789012:secret:a/b-AbCdEf',
  );
});
