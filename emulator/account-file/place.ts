import * as z from 'zod';
import { alarm, subscription } from './alarm.ts';
import { backup } from './backup.ts';
import { certificateAuthority } from './certificate-authority.ts';
import { cluster } from './cluster.ts';
import { account, cloudhsmId, count, region, zone } from './fields.ts';
import { host } from './host.ts';
import { parameter } from './parameter.ts';
import { secret } from './secret.ts';
import { vpc } from './vpc.ts';

/** One range of 10.0.0.0/8 each. */
const mostVpcs = 256;

const table = z.strictObject({ name: z.string().min(1), items: z.array(z.record(z.string(), z.unknown())) });

const trail = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{1,126}[A-Za-z0-9]$/, 'has to be 3 to 128 letters, digits and . _ -'),
  multiRegion: z.boolean().optional(),
  logging: z.boolean().optional(),
});

/** What each of them means stands at its declaration in kernel/account.ts. */
export const place = z.strictObject({
  accountId: account.optional(),
  region: region.optional(),
  vpcs: z.array(vpc).max(mostVpcs).optional(),
  zonesWithoutCloudHsm: z.array(zone).optional(),
  certificateAuthorities: z.array(certificateAuthority).optional(),
  secrets: z.array(secret).optional(),
  parameters: z.array(parameter).optional(),
  clusters: z.array(cluster).optional(),
  backups: z.array(backup.extend({ cluster: cloudhsmId('cluster') })).optional(),
  alarms: z.array(alarm).optional(),
  subscriptions: z.record(z.string(), z.array(subscription)).optional(),
  tables: z.array(table).optional(),
  trails: z.array(trail).optional(),
  quotas: z
    .strictObject({
      clusters: count.optional(),
      hsms: count.optional(),
      hsmsPerCluster: count.optional(),
      customKeyStores: count.optional(),
      vpcs: count.optional(),
      elasticIps: count.optional(),
    })
    .optional(),
  hsmTypes: z.array(z.enum(['hsm1.medium', 'hsm2m.medium'])).optional(),
  hosts: z.array(host).optional(),
});
