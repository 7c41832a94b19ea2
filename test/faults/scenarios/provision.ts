import { environmentFile, environmentNamed, withoutKeyStore } from '../../workflow/environment-file.ts';
import { activateCluster, signCsr } from '../people.ts';
import type { Scenario } from '../scenario.ts';

const file = environmentNamed('faulty');
const vaulted = withoutKeyStore({ name: 'faulty', certificateAuthority: { type: 'external' } });
const witnessed = withoutKeyStore({ name: 'faulty', activation: { ...withoutKeyStore().activation, type: 'ceremony' } });
const removing = environmentFile({ name: 'faulty', onFailure: 'remove' });

/** How a run ends that fails: elsewhere the same states and functions end one that succeeds. */
const own = /^(provision|Provision|PublishOutcomeFunction|ReleaseLeaseFunction)\./;

export const scenarios: Scenario[] = [
  { name: 'provision/first-run', input: file, file },
  { name: 'provision/requested', input: file, file, byEvent: true, kinds: ['delivered-twice'] },
  {
    name: 'provision/adoption',
    input: file,
    file,
    prepare: async (rig) => {
      await rig.run(file, 'provision');
    },
  },
  {
    name: 'provision/failure-keep',
    input: file,
    file,
    prepare: ({ home }) => void home.cloudhsmv2.fates.hsms.push({ ends: 'DEGRADED', availabilityZone: 'us-east-1b' }),
    cure: (rig) => rig.deleteDegradedHsms(),
    own,
  },
  {
    name: 'provision/failure-remove',
    input: removing,
    file: removing,
    prepare: ({ home }) => void home.cloudhsmv2.fates.hsms.push({ ends: 'DEGRADED' }),
    own,
  },
  {
    name: 'provision/external-ca',
    input: vaulted,
    file: vaulted,
    // no CA of AWS signs
    without: ['ca-disabled'],
    people: (rig) => signCsr(rig, vaulted.name),
  },
  { name: 'provision/ceremony', input: witnessed, file: witnessed, people: (rig) => activateCluster(rig, witnessed.name) },
];
