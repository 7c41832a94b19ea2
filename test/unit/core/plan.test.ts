import { describe, expect, test } from 'vitest';
import type { Environment } from '../../../core/environment/environment.ts';
import type { KmsKey } from '../../../core/key-store/kms-key.ts';
import { plannedChanges } from '../../../core/plan/changes.ts';
import { plannedSeconds } from '../../../core/plan/duration.ts';
import type { Found } from '../../../core/plan/found.ts';
import '../aws.ts';
import { environment } from '../environments.ts';
import { clusterOf } from './found-cluster.ts';

const zones = ['us-east-1a', 'us-east-1b', 'us-east-1c'];
const nothing: Found = {
  cluster: undefined,
  zones,
  users: {},
  keyStore: undefined,
  keyArns: {},
  declaredKeys: {},
  parking: undefined,
  trustAnchor: undefined,
};

function standing(changes: Partial<Found> = {}, ...inZones: string[]): Found {
  const cluster = clusterOf(inZones);
  const users = {
    admin: 'arn:admin',
    admin_2: 'arn:admin_2',
    application: 'arn:application',
    kmsuser: 'arn:kmsuser',
    lifecycle_canary: 'arn:canary',
  };
  return {
    ...nothing,
    cluster,
    users,
    trustAnchor: 'arn:anchor',
    keyStore: { id: 'cks-1', state: 'CONNECTED' },
    keyArns: { documents: 'arn:key' },
    ...changes,
  };
}

const changed = (found: Found, asked = environment()) => plannedChanges(asked, found).filter(({ action }) => action !== 'keep');

describe('what provisioning changes', () => {
  test('everything where nothing stands; the certificate alone is for good', () => {
    const changes = plannedChanges(environment(), nothing);
    expect(changes.every(({ action }) => action === 'create')).toBe(true);
    expect(changes.map(({ what }) => what).filter((what) => what.startsWith('HSM'))).toEqual(zones.map((zone) => `HSM in ${zone}`));
    expect(changes.filter(({ irreversible }) => irreversible)).toMatchObject([
      { what: expect.stringContaining('certificate of the cluster') },
    ]);
  });

  test('what it makes for itself is told as well: it is billed', () => {
    const told = plannedChanges(environment(), nothing).map(({ what }) => what);
    expect(told).toEqual(
      expect.arrayContaining([
        'user lifecycle_canary, with its secret and a key, by which backups are proven',
        'secret with the trust anchor',
        'alarms, dashboard and metric filters of its audit log',
      ]),
    );
  });

  test('nothing where everything stands', () => {
    expect(changed(standing({}, ...zones))).toEqual([]);
  });

  test('users whom the file names no more go for good', () => {
    const found = standing({ leaving: ['reports'], users: { ...standing().users, reports: 'arn:reports' } }, ...zones);

    expect(changed(found)).toEqual([
      {
        action: 'remove',
        what: 'user reports, whom the file names no more, unless it owns keys; its secret stays',
        id: 'arn:reports',
        irreversible: true,
      },
    ]);
  });

  test('a key store and keys that the file does not name stay, and are said', () => {
    const found = standing({ keyArns: { documents: 'arn:key', renamed: 'arn:other' } }, ...zones);
    const kept = (asked: Environment) => plannedChanges(asked, found).map(({ action, what, id }) => `${action} ${what} ${id}`);

    expect(kept(environment())).toContain('keep key renamed, which the file does not name: it stays, and is billed arn:other');
    expect(kept(environment({ keyStore: undefined })).at(-1)).toBe(
      'keep key store, which the file does not name: it stays, and nobody watches it cks-1',
    );
  });

  test('what is missing', () => {
    expect(changed(standing({ users: {}, keyArns: {} }, 'us-east-1b')).map(({ action, what }) => `${action} ${what}`)).toEqual([
      'create HSM in us-east-1a',
      'create HSM in us-east-1c',
      'create user admin, with its secret',
      'create user admin_2, with its secret',
      'create user application, with its secret',
      'create user kmsuser, with its secret',
      'create user lifecycle_canary, with its secret and a key, by which backups are proven',
      'create key documents',
    ]);
  });

  test('a key store that is not connected, and another retention; a shorter one takes backups for good', () => {
    const found = standing({ keyStore: { id: 'cks-1', state: 'FAILED' } }, ...zones);
    expect(changed(found, environment({ backupRetentionDays: 30 }))).toEqual([
      { action: 'change', what: 'retention of backups, from 90 to 30 days', irreversible: true },
      { action: 'change', what: 'connection of the key store, which is FAILED', id: 'cks-1', irreversible: false },
    ]);
  });

  test('tags that the file gives another value, or names anew; those that it does not name stay, and are said', () => {
    const found = standing({}, ...zones);
    Object.assign(found.cluster!.tags, { 'cloudhsm-lifecycle:execution': 'arn:execution', 'aws:cloudformation:stack-name': 'network' });
    const asked = environment({ tags: { Environment: 'Testing', Owner: 'payments' } });
    const told = plannedChanges(asked, found).filter(({ what }) => what.startsWith('tag '));
    expect(told.map(({ action, what }) => `${action} ${what}`)).toEqual([
      'change tag Environment=Testing',
      'change tag Owner=payments',
      'keep tag Name, which the file does not name: it stays',
    ]);
  });

  test('another description of a key; one that the file does not describe is left as it is', () => {
    const key: KmsKey = {
      keyId: 'key',
      keyArn: 'arn:key',
      keyStoreId: 'cks-1',
      state: 'Enabled',
      description: 'Of contracts',
      createdAt: new Date(0),
    };
    const described = (description: string, shown: KmsKey | 'unread' = key) => {
      const keyStore = { name: 'hsm-backed-keystore', keys: [{ name: 'documents', description }] };
      return changed(standing({ declaredKeys: { documents: shown } }, ...zones), environment({ keyStore }));
    };
    expect(described('Of letters')).toEqual([
      { action: 'change', what: 'description of the key documents', id: 'arn:key', irreversible: false },
    ]);
    expect([...described('Of contracts'), ...described(''), ...described('Of letters', 'unread')]).toEqual([]);
  });

  test('a key is the one that its alias names, also where the record knows another, or none', () => {
    const key: KmsKey = {
      keyId: 'other',
      keyArn: 'arn:other',
      keyStoreId: 'cks-1',
      state: 'Enabled',
      description: '',
      createdAt: new Date(0),
    };
    for (const keyArns of [{ documents: 'arn:key' }, {} as Record<string, string>]) {
      const told = plannedChanges(environment(), standing({ keyArns, declaredKeys: { documents: key } }, ...zones));
      expect(told.find(({ what }) => what === 'key documents')).toMatchObject({ action: 'keep', id: 'arn:other' });
    }
  });

  test('users whom the record does not know, and whose secrets stand, are made by nobody', () => {
    const { users } = standing();
    expect(changed(standing({ users: {}, unrecorded: users }, ...zones))).toEqual([]);
  });

  test('no HSM goes: more than asked for are kept', () => {
    const kept = plannedChanges(environment({ hsmCount: 2 }), standing({}, ...zones)).filter(({ what }) => what.startsWith('HSM'));
    expect(kept.map(({ action, id }) => `${action} ${id}`)).toEqual(zones.map((zone) => `keep hsm-${zone}`));
  });
});

test('the time is what AWS usually takes for what is missing', () => {
  const fromNothing = plannedSeconds(environment(), nothing);
  const oneMore = plannedSeconds(environment(), standing({}, 'us-east-1a', 'us-east-1b'));
  const none = plannedSeconds(environment(), standing({}, ...zones));
  expect(fromNothing).toBeGreaterThan(1800);
  expect(fromNothing).toBeLessThan(3600);
  expect(oneMore).toBeLessThan(1200);
  expect(none).toBeLessThan(oneMore);
});
