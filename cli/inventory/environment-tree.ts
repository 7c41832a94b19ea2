import { styled } from '../output.ts';
import { costText } from '../text/cost.ts';
import type { Tree } from '../text/tree.ts';
import type { DescribedEnvironment } from './described-environment.ts';

/** How many backups are shown one by one. */
const shownBackups = 3;

/** An environment as a tree: what belongs to what. What there is none of is said, where people would look for it. */
export function environmentTree(environment: DescribedEnvironment): Tree {
  const { environment: name, region, requestedAt, cost, image } = environment;
  const asked = requestedAt ? `, asked for ${minute(requestedAt)}` : ', not on record';
  const branches = [clusterTree(environment), keyStoreTree(environment), usersTree(environment), backupsTree(environment)];
  return {
    text: `${styled('bold', name)} in ${region}${asked}`,
    branches: [
      ...branches,
      ...(cost ? [{ text: `cost: ${costText(cost)}` }] : []),
      ...(image ? [{ text: `image of the task that sets up users: ${image}` }] : []),
      runsTree(environment),
      ...waitsTrees(environment),
    ],
  };
}

function clusterTree({ cluster, hsmsAsked, parkedSince, tornDownAt }: DescribedEnvironment): Tree {
  if (!cluster) return { text: `no cluster${tornDownAt ? `: torn down ${minute(tornDownAt)}` : ''}` };
  const { id, state, hsmType, mode, vpcId, zones, hsms, certificate, untagged } = cluster;
  const active = hsms.filter((hsm) => hsm.state === 'ACTIVE').length;
  const parked = parkedSince && hsms.length === 0 ? `, parked since ${minute(parkedSince)}` : '';
  const count = `${active}${hsmsAsked === null ? '' : ` of ${hsmsAsked}`} HSMs active${parked}`;
  return {
    text: `cluster ${id} ${state}, ${hsmType} ${mode}, ${count}`,
    branches: [
      ...(untagged ? [{ text: styled('yellow', `it has lost its tags, and no command finds it: ${untagged}`) }] : []),
      ...Object.entries(zones)
        .toSorted(([a], [b]) => a.localeCompare(b))
        .map(([zone, subnet]): Tree => {
          const inZone = hsms.filter(({ availabilityZone }) => availabilityZone === zone);
          const branches = inZone.map(({ id, state, ip, eniId }) => ({ text: `${id} ${state} ${ip} ${eniId}` }));
          return { text: `${zone} ${subnet}`, branches: branches.length > 0 ? branches : [{ text: 'no HSM' }] };
        }),
      { text: `VPC ${vpcId}` },
      { text: certificate ? `certificate of ${certificate.issuer} until ${certificate.notAfter.slice(0, 10)}` : 'no certificate' },
    ],
  };
}

function keyStoreTree({ keyStore }: DescribedEnvironment): Tree {
  if (!keyStore) return { text: 'no key store' };
  return {
    text: `key store ${keyStore.id} ${keyStore.state}`,
    branches: keyStore.keys.map(({ name, keyArn, state, deletedAt }) => {
      const going = deletedAt ? `, deleted at ${minute(deletedAt)}` : '';
      return { text: `key ${name} ${keyArn}${state && state !== 'Enabled' ? ` ${state}${going}` : ''}` };
    }),
  };
}

function usersTree({ users, trustAnchor }: DescribedEnvironment): Tree {
  const secrets = Object.entries(users).map(([user, arn]) => ({ text: `${user} ${arn}` }));
  const anchor = trustAnchor ? [{ text: `trust anchor ${trustAnchor.secretArn}` }] : [];
  if (secrets.length + anchor.length === 0) return { text: 'no users' };
  return { text: `users, by their secrets`, branches: [...secrets, ...anchor] };
}

function backupsTree({ backups }: DescribedEnvironment): Tree {
  if (backups.length === 0) return { text: 'no backup' };
  const shown = backups.slice(0, shownBackups).map(({ id, state, createdAt }) => ({ text: `${id} ${state} ${minute(createdAt)}` }));
  const more = backups.length - shown.length;
  const ready = backups.filter(({ state }) => state === 'READY').length;
  return { text: `${ready} READY backup${ready === 1 ? '' : 's'}`, branches: more > 0 ? [...shown, { text: `and ${more} older` }] : shown };
}

function runsTree({ work, lastRuns }: DescribedEnvironment): Tree {
  const runs = lastRuns
    .toSorted((a, b) => (a.at < b.at ? 1 : -1))
    .map(({ intent, at, execution }) => ({ text: `${intent} ${minute(at)} ${execution}` }));
  const now = work ? [{ text: `${work.intent} runs since ${minute(work.since)} ${work.execution}` }] : [];
  if (runs.length + now.length === 0) return { text: 'no run has succeeded yet' };
  return { text: 'last runs', branches: [...now, ...runs] };
}

/** What people are wanted for, as they were told it. */
function waitsTrees({ waiting }: DescribedEnvironment): Tree[] {
  return waiting.map(({ intent, for: what, since, message }) => ({
    text: styled('yellow', `${intent} waits for people since ${minute(since)}: ${what}`),
    branches: message.split('\n').flatMap((line) => (line.trim() === '' ? [] : [{ text: line.trim() }])),
  }));
}

/** In UTC: 2026-01-05 09:00. */
function minute(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
