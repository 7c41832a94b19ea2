import { expect } from 'vitest';
import { AwsError } from '../../../emulator/kernel/aws-error.ts';
import { request } from '../../local-aws.ts';
import { ofFunction, onNextRequest } from '../deployment.ts';
import { withoutKeyStore } from '../environment-file.ts';
import type { RemedyCase } from './remedy-case.ts';
import type { Scene } from './scene.ts';

/** Longer than any wait goes on; and how AWS comes to take it, where it takes a tenth of what it is told. */
const hours = 20_000;
const endless: [number, number] = [10 * hours, 10 * hours];
const standing = withoutKeyStore({ name: 'standing' });
const deletion = '`aws cloudhsmv2 delete-cluster --cluster-id cluster-\\w+`';

/** Cluster and HSMs do not become, or do not stay, what they should be. */
export const clusterCases: RemedyCase[] = [
  {
    error: 'ClusterDegraded',
    what: 'a new cluster that failed',
    breaks: ({ home }) => home.cloudhsmv2.fates.clusters.push({ ends: 'DEGRADED' }),
    problem: /cluster-\w+\): its state is DEGRADED \(.*could not be created/,
    remedy: new RegExp(`^it holds no keys: delete it \\(${deletion}\\); then start the workflow again$`),
  },
  {
    error: 'ClusterDegraded',
    what: 'a new cluster that failed with an HSM in it',
    breaks: ({ home }) =>
      onNextRequest(home, 'cloudhsmv2:CreateHsm', ({ ClusterId }: { ClusterId: string }) => {
        home.clock.after('ride', 20, 'degrade', () => home.cloudhsmv2.degradeCluster(ClusterId));
      }),
    remedy: new RegExp(`^it holds no keys: delete it \\(\`aws cloudhsmv2 delete-hsm [^\`]+\`, then ${deletion}\\)`),
  },
  {
    error: 'ClusterDegraded',
    what: 'a cluster that CloudHSM takes back',
    breaks: ({ home }) => {
      home.cloudhsmv2.fates.clusters.push({ ends: 'ROLLBACK_IN_PROGRESS' });
      // it is not gone yet when the run looks
      home.account.durations = { deleteCluster: [2000, 2000] };
    },
    remedy: /^CloudHSM takes it back by itself; start the workflow again when it is gone$/,
  },
  {
    error: 'ClusterDegraded',
    what: 'a cluster that failed with keys in it',
    file: standing,
    stands: true,
    breaks: ({ cluster, home }) => home.cloudhsmv2.degradeCluster(cluster.clusterId),
    remedy: /^it may hold keys: ask AWS Support before you touch it; when it is ACTIVE again, start the workflow again$/,
    follow: ({ cluster }) => Object.assign(cluster, { state: 'ACTIVE' }),
  },
  {
    error: 'InvalidEnvironment',
    what: 'a file that asks for other subnets than the cluster has',
    file: standing,
    stands: true,
    breaks: (scene) => {
      scene.file = { ...scene.file, subnetIds: scene.file.subnetIds.slice(0, 2) };
    },
    problem: /subnetIds: the environment has cluster-\w+, and its subnets are subnet-[^;]*; write into the file what the cluster is, or /,
    remedy: /^mend what each line names and start the workflow again; nothing was created$/,
    follow: (scene, { message }) => {
      const subnetIds = /its subnets are ([\w, -]+)/.exec(message)![1]!.split(', ');
      scene.file = { ...scene.file, subnetIds };
    },
  },
  {
    error: 'InvalidEnvironment',
    what: 'a cluster of the type of old',
    file: standing,
    stands: true,
    breaks: ({ cluster }) => Object.assign(cluster, { hsmType: 'hsm1.medium' }),
    problem:
      /its HSM type is hsm1\.medium, not hsm2m\.medium; .*, or change its type \(`aws cloudhsmv2 modify-cluster --cluster-id cluster-\w+ --hsm-type hsm2m\.medium/,
    remedy: /^mend what each line names /,
  },
  {
    error: 'ClusterMismatch',
    what: 'a cluster that becomes another when the file was checked',
    file: standing,
    stands: true,
    breaks: ({ home, cluster }) => onNextRequest(home, 'dynamodb:UpdateItem', () => Object.assign(cluster, { hsmType: 'hsm1.medium' })),
    problem: /its HSM type is hsm1\.medium, not hsm2m\.medium/,
    remedy:
      /^write .*, or change its type \(`aws cloudhsmv2 modify-cluster --cluster-id cluster-\w+ --hsm-type hsm2m\.medium`\), and start the workflow again; a cluster keeps its mode and subnets: for others /,
  },
  {
    error: 'ClusterAmbiguous',
    what: "two clusters with the environment's tag",
    file: standing,
    stands: true,
    breaks: async ({ deployment, file, cluster }) => {
      const TagList = [...cluster.tags].map(([Key, Value]) => ({ Key, Value }));
      const wanted = { HsmType: 'hsm2m.medium', Mode: 'FIPS', SubnetIds: file.subnetIds, TagList };
      await request(deployment.emulator, 'cloudhsmv2', 'CreateCluster', wanted);
      await deployment.home.clock.idle();
    },
    broken: /more than one cluster/,
    problem: /2 clusters carry its tag .*: cluster-\w+, cluster-\w+/,
    remedy: /^take the tag off the one that is not in use, delete it, and start the workflow again \(cluster-\w+: `aws .*\)$/,
    follow: async (scene, _failed, commands) => {
      const spare = scene.cluster.clusterId;
      for (const command of commands.filter((one) => one.includes(spare))) await scene.type(command);
    },
  },
  {
    error: 'ClusterStateUnexpected',
    what: 'a cluster that somebody deletes while the run waits for it',
    breaks: (scene) =>
      onNextRequest(scene.home, 'cloudhsmv2:CreateCluster', () => {
        scene.home.clock.after('ride', 30, 'somebody', () => Object.assign(scene.cluster, { state: 'DELETE_IN_PROGRESS' }));
      }),
    remedy: /^somebody deletes it \(CloudTrail names them\); start the workflow again when it is gone: it creates another$/,
    follow: ({ cluster, home }) => home.cloudhsmv2.clusters.delete(cluster.clusterId),
  },
  {
    error: 'ClusterMissing',
    what: 'scaling an environment that was never provisioned to the end',
    fails: async (scene) => {
      const error = new AwsError('CloudHsmInvalidRequestException', 'not today');
      scene.home.faults.inject({ operation: 'cloudhsmv2:CreateCluster', when: 'before', error });
      await scene.run();
      return scene.deployment.run({ environment: scene.file.name, hsms: 2 }, 'scale');
    },
    problem: /it has no cluster in this account and region/,
    remedy: /^where it has had one, `npx hsm restore \S+` brings it back .*; else provision the environment: that finds its cluster, or/,
    // it has had none
    follow: () => undefined,
  },
  {
    error: 'ClusterMissing',
    what: 'a cluster whose tags somebody has taken off',
    file: standing,
    stands: true,
    breaks: untagged,
    fails: ({ deployment }) => deployment.run({ environment: 'standing' }, 'disconnect'),
    problem: /the record knows its cluster as cluster-\w+, which stands without the tags that say so/,
    remedy: /^give them back \(`aws cloudhsmv2 tag-resource --resource-id cluster-\w+ --tag-list .*`\) and start the workflow again$/,
  },
  {
    error: 'InvalidEnvironment',
    what: 'provisioning where somebody has taken off the tags of the cluster',
    file: standing,
    stands: true,
    breaks: untagged,
    problem: /name: the record knows its cluster as cluster-\w+, .*; give them back \(`aws cloudhsmv2 tag-resource [^`]+`\)/,
    remedy: /^mend what each line names and start the workflow again; nothing was created$/,
  },
  {
    error: 'ClusterBusy',
    what: 'a cluster that somebody changes for more than half an hour',
    stands: true,
    breaks: (scene) => {
      scene.file = { ...scene.file, hsmCount: 3 };
      onNextRequest(scene.home, 'cloudhsmv2:CreateHsm', () => {
        const { cluster, home } = scene;
        cluster.state = 'MODIFY_IN_PROGRESS';
        home.clock.after('ride', 4000, 'somebody', () => Object.assign(cluster, { state: 'ACTIVE' }));
      });
    },
    problem: /Creating an HSM in us-east-1c \(cluster-\w+\): its state is MODIFY_IN_PROGRESS/,
    remedy: /^see in CloudTrail who changes the cluster; when its state is settled, start the workflow again/,
    follow: ({ home }) => home.clock.advance(4000),
  },
  {
    error: 'HsmDegraded',
    what: 'a first HSM that failed',
    breaks: ({ home }) => home.cloudhsmv2.fates.hsms.push({ ends: 'DEGRADED' }),
    problem: /DEGRADED, and not replaced by CloudHSM: hsm-\w+ \(eni-\w+\)/,
    remedy:
      /^delete it \(`aws cloudhsmv2 delete-hsm --cluster-id cluster-\w+ --hsm-id hsm-\w+`\); then start the workflow again: it creates another$/,
  },
  {
    error: 'HsmDegraded',
    what: 'an HSM that fails while it joins',
    breaks: ({ home }) => home.cloudhsmv2.fates.hsms.push({ ends: 'DEGRADED', availabilityZone: 'us-east-1b' }),
    remedy: /^`npx hsm repair \S+`, which removes it and makes another; then start the workflow again$/,
    follow: async ({ deployment, file: { name } }) => {
      expect((await deployment.run({ environment: name }, 'repair')).status).toBe('SUCCEEDED');
    },
  },
  {
    error: 'LastHsmDegraded',
    what: 'the only HSM of an environment that is provisioned again has failed',
    file: withoutKeyStore({ name: 'alone', hsmCount: 1, purpose: 'testing' }),
    stands: true,
    breaks: ({ cluster, home }) => home.cloudhsmv2.degradeHsm(cluster.hsms[0]!.eniId),
    problem: /no HSM of it is ACTIVE; these may hold what no backup has, and CloudHSM has not replaced them: hsm-\w+ \(eni-\w+\)/,
    remedy:
      /^delete none of them; have another made \(`aws cloudhsmv2 create-hsm [^`]+`\), .*, `npx hsm repair alone`, and start the workflow again$/,
    follow: async (scene, _failed, commands) => {
      await scene.type(commands.find((command) => command.includes('create-hsm'))!);
      expect((await scene.deployment.run({ environment: scene.file.name }, 'repair')).status).toBe('SUCCEEDED');
    },
  },
  {
    error: 'LastHsmDegraded',
    what: 'the only HSM has failed',
    file: withoutKeyStore({ name: 'lonely', hsmCount: 1, purpose: 'testing' }),
    stands: true,
    breaks: ({ cluster, home }) => home.cloudhsmv2.degradeHsm(cluster.hsms[0]!.eniId),
    fails: ({ deployment, file }) => deployment.run({ environment: file.name }, 'repair'),
    problem: /no HSM of it is ACTIVE, and hsm-\w+ may hold what no backup has/,
    remedy:
      /have another made \(`aws cloudhsmv2 create-hsm [^`]+`\), which comes from backup-\w+ of .*; when it is ACTIVE, `npx hsm repair lonely`$/,
    follow: async (scene, _failed, commands) => {
      await scene.type(commands.find((command) => command.includes('create-hsm'))!);
      expect((await scene.deployment.run({ environment: scene.file.name }, 'repair')).status).toBe('SUCCEEDED');
    },
  },
  {
    error: 'HsmMissing',
    what: 'an HSM whose creation fails and that vanishes',
    breaks: ({ home }) => home.cloudhsmv2.fates.hsms.push({ ends: 'DELETED' }),
    problem: /CloudHSM lists 0 of 1/,
    remedy: /^start the workflow again: it creates what is missing; see in CloudTrail whether somebody deletes HSMs$/,
  },
  {
    error: 'ZonesRefused',
    what: 'zones without CloudHSM',
    breaks: ({ home }) => Object.assign(home.account, { zonesWithoutCloudHsm: ['us-east-1a', 'us-east-1b', 'us-east-1c'] }),
    problem: /there is no zone left for an HSM/,
    remedy: new RegExp(
      `^a cluster keeps its subnets: delete it \\(${deletion}\\); then name subnets of other zones in subnetIds and start `,
    ),
    follow: async (scene, _failed, [command]) => {
      await scene.type(command!);
      scene.file = { ...scene.file, subnetIds: ['subnet-0ddd4444ddd4444dd', 'subnet-0eee5555eee5555ee'] };
    },
  },
  {
    error: 'WaitDeadlineExceeded',
    what: 'a cluster that takes hours',
    breaks: ({ home }) => Object.assign(home.account, { durations: { createCluster: endless } }),
    problem: /^Waiting for the cluster \(cluster-\w+\): not done after \d+ s; it usually takes up to 240 s/,
    remedy:
      /^see how far it is \(`aws cloudhsmv2 describe-clusters --filters clusterIds=cluster-\w+`\) and what the AWS Health Dashboard says; start/,
    follow: async (scene, _failed, [command]) => {
      await scene.type(command!);
      await scene.home.clock.advance(hours);
    },
  },
  {
    error: 'WaitDeadlineExceeded',
    what: 'a certificate that takes hours',
    breaks: ({ home }) => Object.assign(home.account, { durations: { issueCertificate: endless } }),
    problem: /^Waiting for the certificate \(arn:aws:acm-pca:/,
    remedy: /^see how far it is \(`aws acm-pca get-certificate --certificate-authority-arn arn:\S+ --certificate-arn arn:\S+`\)/,
    follow: ({ home }) => home.clock.advance(hours),
  },
  {
    error: 'WaitDeadlineExceeded',
    what: 'a backup that takes hours',
    breaks: ({ home }) => Object.assign(home.account, { durations: { createBackup: endless } }),
    problem: /^Waiting for a backup \(cluster-\w+\)/,
    remedy: /^see how far it is \(`aws cloudhsmv2 describe-backups --filters clusterIds=cluster-\w+`\)/,
    follow: async (scene, _failed, [command]) => {
      await scene.type(command!);
      await scene.home.clock.advance(hours);
    },
  },
  {
    error: 'EnvironmentSurplus',
    what: 'an HSM that somebody adds while the run ends',
    breaks: addsHsm,
    broken: /has 3 HSMs/,
    problem: /3 HSMs stand and 2 are asked for/,
    remedy: /^write "hsmCount": 3 into the file, or have what is too much removed \(`npx hsm scale \S+ --hsms 2`\), and start/,
    follow: async ({ deployment, file: { name } }) => {
      expect((await deployment.run({ environment: name, hsms: 2 }, 'scale')).status).toBe('SUCCEEDED');
    },
  },
  {
    error: 'EnvironmentSurplus',
    what: 'an HSM that somebody adds and wants to keep',
    breaks: addsHsm,
    broken: /has 3 HSMs/,
    remedy: /^write "hsmCount": 3 into the file, or /,
    follow: (scene, { remedy }) => {
      scene.file = { ...scene.file, hsmCount: Number(/"hsmCount": (\d+)/.exec(remedy)![1]) };
    },
  },
];

/** Somebody adds an HSM to a cluster that has two, before anyone looks whether all of it stands. */
function addsHsm({ deployment, home }: Scene): void {
  const whenDone = async () => {
    const { clusterId: ClusterId } = [...home.cloudhsmv2.clusters.values()].at(-1)!;
    await request(deployment.emulator, 'cloudhsmv2', 'CreateHsm', { ClusterId, AvailabilityZone: 'us-east-1c' });
  };
  home.faults.inject({ operation: 'cloudhsmv2:DescribeBackups', whenDone, only: ofFunction('check-backup') });
}

function untagged({ cluster }: Scene): void {
  for (const tag of ['environment', 'stage']) cluster.tags.delete(`cloudhsm-lifecycle:${tag}`);
}
