import { boundsProblems } from './bounds.ts';
import { Environment } from './environment.ts';
import { explainIssues } from './explain-issues.ts';
import type { Problem } from './problem.ts';

export type Checked = { environment: Environment; warnings: Problem[] } | { problems: Problem[] };

/** Checks an environment by itself: its form, and what its values say of one another. What only AWS knows comes later. */
export function checkEnvironment(value: unknown): Checked {
  const unfit = boundsProblems(value);
  if (unfit.length > 0) return { problems: unfit };
  const parsed = Environment.safeParse(value);
  if (!parsed.success) return { problems: explainIssues(parsed.error.issues, value, Environment) };
  const problems = contradictions(parsed.data);
  return problems.length > 0 ? { problems } : { environment: parsed.data, warnings: warnings(parsed.data) };
}

function contradictions(environment: Environment): Problem[] {
  const { subnetIds, hsmCount, hsmType, mode, keyStore, certificateAuthority, purpose, cryptoUsers, parking, recovery } = environment;
  const problems: Problem[] = [];
  const doubled = (path: string, names: string[]) => {
    for (const [index, name] of names.entries()) {
      if (names.indexOf(name) < index)
        problems.push({ path: `${path}.${index}`, problem: `${name} stands here twice`, remedy: 'name each once' });
    }
  };
  doubled('subnetIds', subnetIds);
  doubled('cryptoUsers', cryptoUsers);
  doubled('recovery.subnetIds', recovery?.subnetIds ?? []);
  doubled(
    'keyStore.keys',
    (keyStore?.keys ?? []).map(({ name }) => name),
  );
  if (hsmType === 'hsm1.medium' && mode === 'NON_FIPS') {
    problems.push({ path: 'mode', problem: 'hsm1.medium has no NON_FIPS mode', remedy: 'use FIPS, or hsm2m.medium' });
  }
  if (keyStore && hsmCount < 2) {
    const problem = `${hsmCount} HSM is too few for a key store`;
    problems.push({ path: 'hsmCount', problem, remedy: 'KMS needs two active HSMs in different availability zones: ask for 2 or more' });
  }
  if (certificateAuthority.type === 'acm-pca' && !certificateAuthority.arn) {
    problems.push({ path: 'certificateAuthority.arn', problem: 'is missing', remedy: 'name the ARN of an ACTIVE RSA root CA of ACM PCA' });
  }
  if (certificateAuthority.type === 'self-signed' && purpose === 'production') {
    const problem = 'a self-signed CA is for testing only';
    problems.push({
      path: 'certificateAuthority.type',
      problem,
      remedy: 'use a root CA of ACM PCA (type acm-pca) or one of your own (type external), or say that the purpose is testing',
    });
  }
  if (certificateAuthority.type !== 'acm-pca' && certificateAuthority.arn) {
    const problem = `${certificateAuthority.type === 'external' ? 'an external' : 'a self-signed'} CA has no ARN`;
    problems.push({ path: 'certificateAuthority.arn', problem, remedy: 'remove it, or use type acm-pca' });
  }
  if (certificateAuthority.type === 'external' && certificateAuthority.validityDays) {
    const problem = 'who signs decides how long the certificate is valid';
    problems.push({ path: 'certificateAuthority.validityDays', problem, remedy: 'remove it' });
  }
  if (parking && parking.at === parking.until) {
    problems.push({ path: 'parking.until', problem: `it parks and comes back at ${parking.at}`, remedy: 'choose two times of day' });
  }
  return problems;
}

function warnings(environment: Environment): Problem[] {
  const found: Problem[] = [];
  if (environment.hsmType === 'hsm1.medium') {
    const problem = 'AWS no longer takes hsm1.medium for new clusters';
    found.push({ path: 'hsmType', problem, remedy: 'use hsm2m.medium unless you restore an older cluster' });
  }
  if (environment.hsmCount < 2) {
    found.push({ path: 'hsmCount', problem: 'one HSM is not highly available', remedy: 'ask for two or more in production' });
  }
  const { quorum } = environment;
  if (quorum) {
    const problem = `whatever changes users, new passwords${environment.rotation ? ' by the clock' : ''} among them, waits until ${quorum.user} admins have approved and made it`;
    found.push({ path: 'quorum.user', problem, remedy: 'see that as many admins, and one more, can sign' });
  }
  if (environment.parking && environment.keyStore) {
    const { at, until, timezone } = environment.parking;
    const problem = `from ${at} to ${until} (${timezone}) no key of the key store can be used`;
    found.push({ path: 'parking', problem, remedy: 'leave parking out where something needs the keys at these hours' });
  }
  return found;
}
