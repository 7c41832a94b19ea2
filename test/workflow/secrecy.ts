import type { AwsPlace } from '../../emulator/cloud.ts';
import { OncePerThing } from './once-per-thing.ts';

export interface SecretValue {
  what: string;
  value: string;
}

/** Every value of this home that nobody may read anywhere but in Secrets Manager, once. */
export function secretValues(home: AwsPlace): SecretValue[] {
  const clusters = [...home.cloudhsmv2.clusters.values()];
  const values = [
    ...[...home.secretsManager.secrets.values()]
      .filter(({ name }) => !name.endsWith('/trust-anchor')) // public
      .flatMap(({ name, versions }) =>
        [...versions.values()].map(({ secretString = '{}' }) => ({ what: name, value: passwordIn(secretString) })),
      ),
    ...clusters.map(({ clusterId, preCoPassword }) => ({ what: `PRECO password of ${clusterId}`, value: preCoPassword })),
    ...clusters.flatMap(({ hsms }) =>
      hsms.flatMap(({ hsmId, users }) =>
        users
          .filter(({ role }) => role === 'admin' || role === 'crypto-user')
          .map(({ username, password }) => ({ what: `${username} on ${hsmId}`, value: password })),
      ),
    ),
    ...[...home.kms.customKeyStores.values()].map(({ id, kmsuserPassword }) => ({ what: `kmsuser of ${id}`, value: kmsuserPassword })),
    ...clusters.flatMap(({ keys }) =>
      [...keys.values()]
        .filter(({ attributes }) => attributes.class !== 'public-key')
        .flatMap(({ reference, material }) => materials.of(material).map((value) => ({ what: `material of ${reference}`, value }))),
    ),
  ];
  const different = new Map(values.map((one) => [one.value, one]));
  different.delete('');
  return [...different.values()];
}

const materials = new OncePerThing((material: Buffer) => [material.toString('base64'), material.toString('hex')]);

/** What stands in secrets, by their text. */
const passwords = new Map<string, string>();

function passwordIn(secretString: string): string {
  const known = passwords.get(secretString);
  if (known !== undefined) return known;
  // the trust anchor is no secret, though it stands in one: clients hand it to everybody
  const password = secretString.startsWith('-----BEGIN CERTIFICATE-----') ? '' : (documentIn(secretString).password ?? '');
  passwords.set(secretString, password);
  return password;
}

/** A secret that is no document is all password. */
function documentIn(secretString: string): { password?: string } {
  try {
    return JSON.parse(secretString) as { password?: string };
  } catch {
    return { password: secretString };
  }
}
