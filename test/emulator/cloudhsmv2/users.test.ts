import { describe, expect, it } from 'vitest';
import { localAws } from '../../local-aws.ts';
import { activate, activeCluster, addHsm, hsm, initialize, newCluster, zones } from './lifecycle.ts';

describe('the users of an HSM', () => {
  it('are the admin, not yet activated, and the appliance’s own on the first one', async () => {
    const aws = await localAws();
    const clusterId = await newCluster(aws);
    await addHsm(aws, clusterId);
    const roles = () => aws.home.cloudhsmv2.cluster(clusterId)!.hsms[0]!.users.map(({ username, role }) => [username, role]);
    expect(roles()).toEqual([
      ['admin', 'unactivated-admin'],
      ['app_user', 'internal(APPLIANCE_USER)'],
    ]);
    await initialize(aws, clusterId);
    await activate(aws, clusterId);
    expect(roles()[0]).toEqual(['admin', 'admin']);
  });

  it('are those of the moment of CreateHsm on one that joins: who was made later is missing there', async () => {
    const aws = await localAws();
    const clusterId = await activeCluster(aws);
    const [first] = aws.home.cloudhsmv2.cluster(clusterId)!.hsms;
    const make = (username: string) =>
      first!.users.push({ username, role: 'crypto-user', password: 'secret', badLogins: 0, locked: false });
    make('early');
    const hold = aws.home.clock.hold();
    await hsm(aws, 'CreateHsm', { ClusterId: clusterId, AvailabilityZone: zones[1] });
    make('late');
    hold.release();
    await aws.home.clock.idle();
    const names = aws.home.cloudhsmv2.cluster(clusterId)!.hsms.map(({ users }) => users.map(({ username }) => username));
    expect(names).toEqual([
      ['admin', 'app_user', 'early', 'late'],
      ['admin', 'app_user', 'early'],
    ]);
  });
});
