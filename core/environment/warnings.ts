import type { Environment } from './environment.ts';
import type { Problem } from './problem.ts';

/** What is allowed, and may surprise whoever wrote it. */
export function warnings(environment: Environment): Problem[] {
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
