import { expect, test } from 'vitest';
import { asAsked } from '../../../core/as-asked.ts';
import { parts } from '../../../core/parts.ts';
import type { Standing } from '../../../core/standing.ts';
import { environment } from '../environments.ts';

type Cluster = NonNullable<Standing['cluster']>;

function hsm(number: number, changes: Partial<Cluster['hsms'][number]> = {}): Cluster['hsms'][number] {
  return {
    id: `hsm-${number}`,
    eniId: `eni-${number}`,
    ip: `10.0.0.${number}`,
    availabilityZone: 'us-east-1a',
    state: 'ACTIVE',
    ...changes,
  };
}

const [one, two, three] = [hsm(1), hsm(2), hsm(3)];
const keyStore = { state: 'CONNECTED', keys: [{ name: 'documents', keyArn: 'arn:key' }] };
const asked = environment({ keyStore: { name: 'store', keys: [{ name: 'documents' }] } });

/** What examples/production.json asks for, with changes. */
function standing({ state = 'ACTIVE', hsms = [one, two, three], ...changes }: Partial<Cluster> & Partial<Standing> = {}): Standing {
  return { cluster: { state, hsms }, backup: { id: 'backup-1', state: 'READY', createdAt: '' }, keyStore, ...changes };
}

test('nothing is missing and nothing too much where all of it stands', () => {
  expect(asAsked(standing(), asked)).toEqual({ missing: [], surplus: [] });
});

test.each<[string, Standing, string]>([
  ['a cluster that is not active', standing({ state: 'DEGRADED' }), 'the cluster is DEGRADED'],
  ['an HSM too few', standing({ hsms: [one, two] }), '2 of 3 HSMs are ACTIVE'],
  ['an HSM that does not work', standing({ hsms: [hsm(1, { state: 'DEGRADED' }), two, three] }), '2 of 3 HSMs are ACTIVE'],
  ['an HSM that is still coming', standing({ hsms: [one, two, hsm(3, { state: 'CREATE_IN_PROGRESS' })] }), '2 of 3 HSMs are ACTIVE'],
  ['no backup', standing({ backup: null }), 'there is no READY backup'],
  ['a backup that is not ready', standing({ backup: { id: '', state: 'CREATE_IN_PROGRESS', createdAt: '' } }), 'there is no READY backup'],
  ['no key store', standing({ keyStore: null }), 'the key store is missing'],
  ['a key store that is not connected', standing({ keyStore: { ...keyStore, state: 'DISCONNECTED' } }), 'the key store is DISCONNECTED'],
  ['a key that is missing', standing({ keyStore: { ...keyStore, keys: [] } }), 'the key documents is missing'],
])('sees %s', (_, found, missing) => {
  expect(asAsked(found, asked)).toEqual({ missing: [missing], surplus: [] });
});

test('sees that nothing stands at all', () => {
  expect(asAsked({ cluster: null, backup: null, keyStore: null }, asked).missing).toEqual([
    'the cluster is missing',
    '0 of 3 HSMs are ACTIVE',
    'there is no READY backup',
    'the key store is missing',
  ]);
});

test('misses no key store that the file does not ask for', () => {
  expect(asAsked(standing({ keyStore: null }), environment({ keyStore: undefined }))).toEqual({ missing: [], surplus: [] });
});

test('sees an HSM too many, and names all', () => {
  expect(asAsked(standing({ hsms: [one, two, three, hsm(4)] }), asked)).toEqual({
    missing: [],
    surplus: ['4 HSMs stand and 3 are asked for: hsm-1, hsm-2, hsm-3, hsm-4'],
  });
});

test('an HSM too many is billed before it is ACTIVE, and before it has an ENI', () => {
  const coming = hsm(4, { eniId: '', state: 'CREATE_IN_PROGRESS' });

  expect(asAsked(standing({ hsms: [one, two, three, coming] }), asked).surplus).toHaveLength(1);
});

test('an HSM that CloudHSM has replaced behind the same ENI is one HSM', () => {
  const failed = hsm(3, { id: 'hsm-failed', state: 'DEGRADED' });

  expect(asAsked(standing({ hsms: [one, two, three, failed] }), asked)).toEqual({ missing: [], surplus: [] });
});

test('while CloudHSM replaces it, one is missing and none too many', () => {
  const [failed, coming] = [hsm(3, { id: 'hsm-failed', state: 'DEGRADED' }), hsm(3, { state: 'CREATE_IN_PROGRESS' })];

  expect(asAsked(standing({ hsms: [one, two, failed, coming] }), asked)).toEqual({ missing: ['2 of 3 HSMs are ACTIVE'], surplus: [] });
});

test('asks after the wanted parts only', () => {
  const broken = standing({ state: 'DEGRADED', backup: null, keyStore: null });

  expect(asAsked(broken, asked, ['hsms'])).toEqual({ missing: [], surplus: [] });
  expect(asAsked(broken, asked, ['cluster', 'backup']).missing).toEqual(['the cluster is DEGRADED', 'there is no READY backup']);
  expect(asAsked(broken, asked)).toEqual(asAsked(broken, asked, parts));
});
