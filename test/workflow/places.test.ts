import { expect, it } from 'vitest';
import { deployLocally } from '../../cli/local/deploy.ts';
import { packagedTemplate } from '../../cli/local/packaged.ts';
import { Deployment, deployed } from './deployment.ts';
import { environmentFile } from './environment-file.ts';

it('is deployed to two regions and to another account, each for itself', async () => {
  const { emulator, home } = await deployed();
  const template = await packagedTemplate();
  const west = emulator.cloud.at(home.accountId, 'us-west-2');
  const stack = await deployLocally(emulator, template, 'dev', {}, west);
  await deployLocally(emulator, template, 'dev', {}, emulator.cloud.at('210987654321', 'us-east-1'));

  const [arn] = [...west.acmPca.authorities.keys()];
  const file = environmentFile({ name: 'west', hsmCount: 2, certificateAuthority: { type: 'acm-pca', arn: arn! } });
  const run = await new Deployment(emulator, stack, west).run(file);

  expect(run, run.message).toMatchObject({ status: 'SUCCEEDED' });
  expect([...west.cloudhsmv2.clusters.values()]).toMatchObject([{ state: 'ACTIVE' }]);
  expect([...west.kms.keys.values()].every(({ arn }) => arn.startsWith('arn:aws:kms:us-west-2:123456789012:'))).toBe(true);
  for (const { cloudhsmv2, secretsManager } of emulator.cloud.places().filter((place) => place !== west)) {
    expect([cloudhsmv2.clusters.size, secretsManager.secrets.size]).toEqual([0, 0]);
  }
});
