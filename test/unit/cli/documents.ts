import type { RunDocument } from '../../../cli/summary/document.ts';

/** The document of a run that brought up examples/production.json. */
export function succeeded(changes: Partial<RunDocument> = {}): RunDocument {
  const hsm = (number: number, zone: string) => ({
    id: `hsm-aaaaaaaaaa${number}`,
    eniId: `eni-0000000${number}`,
    ip: `10.0.0.${number}`,
    availabilityZone: zone,
    state: 'ACTIVE',
  });
  return {
    environment: 'production',
    intent: 'provision',
    outcome: 'SUCCEEDED',
    execution: 'arn:execution',
    cluster: {
      id: 'cluster-aaaaaaaaaaa',
      state: 'ACTIVE',
      hsmType: 'hsm2m.medium',
      mode: 'FIPS',
      hsms: [hsm(1, 'us-east-1a'), hsm(2, 'us-east-1b'), hsm(3, 'us-east-1c')],
    },
    certificate: { issuer: 'CN=Example Root', sha256: 'abcd', notAfter: '2036-01-01T00:00:00.000Z' },
    backup: { id: 'backup-aaaaaaaaaaa', state: 'READY', createdAt: '2026-01-01T00:30:00.000Z' },
    keyStore: { id: 'cks-1', state: 'CONNECTED', keyArn: 'arn:key', proof: true, keys: [{ name: 'documents', keyArn: 'arn:key' }] },
    secrets: { admin: 'arn:admin' },
    created: ['cluster-aaaaaaaaaaa', 'cks-1'],
    removed: [],
    warnings: [],
    time: { cloudSeconds: 2465.4, wallSeconds: 3.21, criticalPathSeconds: 2425, overhead: 1.0167 },
    steps: { transitions: 345, price: 0.00863 },
    cost: { perHour: 4.8, perMonth: 3505, currency: 'USD' },
    ...changes,
  };
}
