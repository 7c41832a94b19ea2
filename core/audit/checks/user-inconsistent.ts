import type { Check } from '../check.ts';
import { usersSeen } from '../standing.ts';

export const userInconsistent: Check = {
  id: 'user-inconsistent',
  title: 'users are not the same on every HSM',
  why: 'CloudHSM does not bring users from one HSM to another: a login that meets the wrong one fails, and KMS does not connect (https://docs.aws.amazon.com/cloudhsm/latest/userguide/troubleshoot-sdk5-inconsistent-value.html).',
  remedy: 'provision the environment again: that creates a user again where it misses',
  run: (facts) =>
    usersSeen(facts).flatMap(({ environment, cluster, seen }) => {
      const differing = seen.users.filter(
        ({ role, locked, coverage }) => role === 'inconsistent' || locked === 'inconsistent' || coverage !== 'full',
      );
      if (differing.length === 0) return [];
      const evidence = `at ${seen.at} ${differing.map(wordsOf).join('; ')}`;
      return [{ resource: cluster.id, cluster: cluster.id, environment: environment.name, evidence }];
    }),
};

function wordsOf({ username, role, locked, coverage }: { username: string; role: string; locked: string; coverage: string }): string {
  const wrong = [
    ...(coverage === 'full' ? [] : [`stood on a part of the HSMs (${coverage})`]),
    ...(role === 'inconsistent' ? ['had different roles'] : []),
    ...(locked === 'inconsistent' ? ['was locked on some'] : []),
  ];
  return `${username} ${wrong.join(' and ')}`;
}
