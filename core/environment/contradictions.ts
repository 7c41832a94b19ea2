import type { Environment } from './environment.ts';
import type { Problem } from './problem.ts';

/** What values of an environment file say against one another, each of them right by itself. */
export function contradictions(environment: Environment): Problem[] {
  const { subnetIds, hsmCount, hsmType, mode, keyStore, cryptoUsers, parking, recovery } = environment;
  const keys = (keyStore?.keys ?? []).map(({ name }) => name);
  const problems = [
    ...doubled('subnetIds', subnetIds),
    ...doubled('cryptoUsers', cryptoUsers),
    ...doubled('recovery.subnetIds', recovery?.subnetIds ?? []),
    ...doubled('keyStore.keys', keys),
  ];
  if (hsmType === 'hsm1.medium' && mode === 'NON_FIPS') {
    problems.push({ path: 'mode', problem: 'hsm1.medium has no NON_FIPS mode', remedy: 'use FIPS, or hsm2m.medium' });
  }
  if (keyStore && hsmCount < 2) {
    const problem = `${hsmCount} HSM is too few for a key store`;
    problems.push({ path: 'hsmCount', problem, remedy: 'KMS needs two active HSMs in different availability zones: ask for 2 or more' });
  }
  problems.push(...ofCertificateAuthority(environment));
  if (parking && parking.at === parking.until) {
    problems.push({ path: 'parking.until', problem: `it parks and comes back at ${parking.at}`, remedy: 'choose two times of day' });
  }
  return problems;
}

function doubled(path: string, names: string[]): Problem[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) < index ? { path: `${path}.${index}`, problem: `${name} stands here twice`, remedy: 'name each once' } : [],
  );
}

function ofCertificateAuthority({ certificateAuthority: { type, arn, validityDays }, purpose }: Environment): Problem[] {
  const problems: Problem[] = [];
  const refuse = (member: string, problem: string, remedy: string) =>
    problems.push({ path: `certificateAuthority.${member}`, problem, remedy });
  if (type === 'acm-pca' && !arn) refuse('arn', 'is missing', 'name the ARN of an ACTIVE root CA of ACM PCA');
  if (type === 'self-signed' && purpose === 'production') {
    const remedy = 'use a root CA of ACM PCA (type acm-pca) or one of your own (type external), or say that the purpose is testing';
    refuse('type', 'a self-signed CA is for testing only', remedy);
  }
  if (type !== 'acm-pca' && arn)
    refuse('arn', `${type === 'external' ? 'an external' : 'a self-signed'} CA has no ARN`, 'remove it, or use type acm-pca');
  if (type === 'external' && validityDays) refuse('validityDays', 'who signs decides how long the certificate is valid', 'remove it');
  return problems;
}
