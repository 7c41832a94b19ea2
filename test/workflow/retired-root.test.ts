import { expect, test } from 'vitest';
import { deployed, type Run } from './deployment.ts';
import { ofTwoHsms, production } from './environment-file.ts';

const person = { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'person' } as const;

test('a root that is deleted once it has signed keeps its environment from nothing: the secret has the root', async () => {
  const deployment = await deployed();
  const { home } = deployment;
  const file = ofTwoHsms('rooted');
  expect((await deployment.run(file)).status).toBe('SUCCEEDED');
  const CertificateAuthorityArn = production.certificateAuthority.arn!;
  await home.call('acm-pca', 'UpdateCertificateAuthority', { CertificateAuthorityArn, Status: 'DISABLED' }, person);
  await home.call('acm-pca', 'DeleteCertificateAuthority', { CertificateAuthorityArn, PermanentDeletionTimeInDays: 7 }, person);

  const done = (run: Run) => expect(run, `${run.error}: ${run.message}`).toMatchObject({ status: 'SUCCEEDED' });
  const environment = file.name;
  done(await deployment.run(file));
  done(await deployment.run({ environment }, 'rotate'));
  done(await deployment.run({ environment, hsms: 0 }, 'scale'));
  home.acmPca.authorities.delete(CertificateAuthorityArn);
  done(await deployment.run({ environment, hsms: 2 }, 'scale'));
  done(await deployment.run({ environment }, 'repair'));

  // a cluster of its own wants a CA that signs
  const refused = await deployment.run({ ...file, name: 'unrooted' });
  expect(refused).toMatchObject({ error: 'InvalidEnvironment', message: expect.stringContaining('there is no such CA') });
});
