import type { Environment } from './environment/environment.ts';
import { type Part, parts } from './parts.ts';
import type { Standing } from './standing.ts';

export interface AsAsked {
  /** What is missing to what the file asks for. */
  missing: string[];
  /** What stands beyond it, and is billed. */
  surplus: string[];
}

/** Holds what stands against what the file asks for; both lists are empty where all of it stands, and nothing else. */
export function asAsked(standing: Standing, environment: Environment, asked: readonly Part[] = parts): AsAsked {
  const found = asked.map((part) => checks[part](standing, environment));
  const told = (of: keyof AsAsked) => found.flatMap((one) => one[of] ?? []);
  return { missing: told('missing'), surplus: told('surplus') };
}

const checks: Record<Part, (standing: Standing, environment: Environment) => Partial<AsAsked>> = {
  cluster: ({ cluster }) => (cluster?.state === 'ACTIVE' ? {} : { missing: [`the cluster is ${cluster?.state ?? 'missing'}`] }),
  hsms: ({ cluster }, { hsmCount }) => {
    const hsms = cluster?.hsms ?? [];
    const active = hsms.filter(({ state }) => state === 'ACTIVE');
    // CloudHSM replaces an HSM behind the same ENI
    const enis = new Set(hsms.map(({ eniId, id }) => eniId || id));
    if (active.length < hsmCount) return { missing: [`${active.length} of ${hsmCount} HSMs are ACTIVE`] };
    if (enis.size <= hsmCount) return {};
    return { surplus: [`${enis.size} HSMs stand and ${hsmCount} are asked for: ${hsms.map(({ id }) => id).join(', ')}`] };
  },
  backup: ({ backup }) => (backup?.state === 'READY' ? {} : { missing: ['there is no READY backup'] }),
  'key store': ({ keyStore }, { keyStore: asked }) => {
    if (!asked) return {};
    if (keyStore?.state !== 'CONNECTED') return { missing: [`the key store is ${keyStore?.state ?? 'missing'}`] };
    const without = asked.keys.filter(({ name }) => !keyStore.keys.some((key) => key.name === name));
    return { missing: without.map(({ name }) => `the key ${name} is missing`) };
  },
};
