import { expect, test } from 'vitest';
import { deployed, sharedDeployment } from './deployment.ts';
import { environmentNamed } from './environment-file.ts';

const deployment = sharedDeployment();

const byPeople = {
  vaulted: { certificateAuthority: { type: 'external' as const } },
  witnessed: { activation: { ...environmentNamed('witnessed').activation, type: 'ceremony' as const } },
};

test.each(Object.entries(byPeople))(
  '%s: what wants users or a second HSM is left to provisioning, which people keep waiting',
  async (name, people) => {
    const waiting = await deployment().start({ ...environmentNamed(name), ...people, hsmCount: 2 });
    await deployment().home.clock.idle();

    for (const intent of ['scale', 'repair', 'rotate', 'connect', 'clients']) {
      const asked = { environment: name, ...(intent === 'clients' && { tags: ['Role=payments'] }) };
      const run = await deployment().run(asked, intent);
      expect(run, intent).toMatchObject({
        error: 'EnvironmentIncomplete',
        message: expect.stringContaining('it was never activated'),
        remedy: expect.stringContaining('provision the environment, which goes on from where it was'),
      });
      expect(run.seconds).toBeLessThan(10);
    }
    expect(await deployment().run({ environment: name }, 'disconnect')).toMatchObject({ status: 'SUCCEEDED' });
    expect(await deployment().run({ environment: name, hsms: 0 }, 'scale')).toMatchObject({
      status: 'SUCCEEDED',
      output: { certificate: name === 'vaulted' ? null : expect.anything(), cluster: { hsms: [] } },
    });
    expect(deployment().home.states.executions.get(waiting)?.status).toBe('RUNNING');
  },
);

test('the evening takes no HSM away whose CSR people are signing', async () => {
  const own = await deployed();
  own.stopClockwork('DueSchedule');
  const parking = { at: '20:00', until: '07:00', timezone: 'UTC' };
  await own.start({ ...environmentNamed('overnight'), ...byPeople.vaulted, parking });
  await own.home.clock.advance(40 * 3600);

  const [cluster] = own.home.cloudhsmv2.clusters.values();
  expect(cluster!.hsms.map(({ state }) => state)).toEqual(['ACTIVE']);
  expect([...own.home.states.executions.values()].filter(({ machine }) => machine.name.endsWith('-dev-scale'))).toEqual([]);
});
