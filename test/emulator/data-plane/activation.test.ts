import { describe, expect, it } from 'vitest';
import { describeCluster } from '../cloudhsmv2/lifecycle.ts';
import { active, initialized } from './configured-cluster.ts';
import { cli } from './programs.ts';

const password = 'first-Password1';

describe('cluster activate', () => {
  it('gives the admin a password, takes its time, and makes the cluster ACTIVE with a backup', async () => {
    const { aws, cluster } = await initialized();
    expect((await cli(aws, 'user list')).data.users).toEqual([
      { username: 'admin', role: 'unactivated-admin', locked: 'false', mfa: [], quorum: [], 'cluster-coverage': 'full' },
      { username: 'app_user', role: 'internal(APPLIANCE_USER)', locked: 'false', mfa: [], quorum: [], 'cluster-coverage': 'full' },
    ]);
    const from = aws.home.clock.now();
    expect(await cli(aws, `cluster activate --password ${password}`)).toEqual({ error_code: 0, data: 'Cluster activation successful' });
    const seconds = (aws.home.clock.now() - from) / 1000;
    expect(seconds).toBeGreaterThanOrEqual(60);
    expect(aws.home.work.seconds(from, from + 60_000)).toBe(60);
    expect((await describeCluster(aws, cluster.clusterId)).State).toBe('ACTIVE');
    expect((await cli(aws, 'user list')).data.users[0]).toMatchObject({ username: 'admin', role: 'admin' });
    expect(await cli(aws, 'login --username admin --role admin --password wrong-password')).toMatchObject({ error_code: 1 });
    expect(await cli(aws, `login --username ADMIN --role admin --password ${password}`)).toEqual({
      error_code: 0,
      data: { username: 'admin', role: 'admin' },
    });
  });

  it('is refused the second time', async () => {
    const { aws } = await active();
    expect(await cli(aws, `cluster activate --password ${password}`)).toEqual({
      error_code: 1,
      data: 'Cluster has already been activated',
    });
  });

  it('succeeds for one of two who activate at once', async () => {
    const { aws } = await initialized();
    const both = await Promise.all([
      cli(aws, `cluster activate --password ${password}`),
      cli(aws, 'cluster activate --password other-Password1'),
    ]);
    expect(both.map(({ error_code }) => error_code).sort()).toEqual([0, 1]);
  });

  it('refuses a password that is too short or too long, or has a colon', async () => {
    const { aws } = await initialized();
    const length = 'Password must have between 8 and 32 characters';
    for (const [bad, data] of [
      ['short12', length],
      ['x'.repeat(33), length],
      ['with:colon', "Password contains the invalid character ':'"],
    ]) {
      expect(await cli(aws, `cluster activate --password ${bad}`)).toEqual({ error_code: 1, data });
    }
  });

  it('lets time pass for a task that does nothing but wait for it', async () => {
    const { aws } = await initialized();
    const task = aws.home.activities.begin('arn:aws:iam::123456789012:role/task', 'task-1');
    const environment = { AWS_ACCESS_KEY_ID: task.credentials.accessKeyId };
    expect(await cli(aws, `cluster activate --password ${password}`, environment)).toMatchObject({ error_code: 0 });
    const stopped = aws.home.clock.now();
    await new Promise(setImmediate);
    expect(aws.home.clock.now()).toBe(stopped);
    task.end();
    expect(await cli(aws, 'user list', environment)).toEqual({
      error_code: 1,
      data: 'The security token included in the request is expired',
    });
  });
});
