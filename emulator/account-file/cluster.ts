import * as z from 'zod';
import { backup } from './backup.ts';
import { cloudhsmId, count, hexId, hours, tags, zone } from './fields.ts';
import { keyStore } from './key-store.ts';
import { securityGroupRules } from './security-group-rules.ts';

const hsm = z.strictObject({
  availabilityZone: zone,
  state: z.enum(['ACTIVE', 'DEGRADED', 'CREATE_IN_PROGRESS']).optional(),
  stateMessage: z.string().optional(),
  keys: count.optional(),
  usersAvailable: count.optional(),
});

export const cluster = z.strictObject({
  id: cloudhsmId('cluster'),
  state: z
    .enum(['UNINITIALIZED', 'INITIALIZED', 'ACTIVE', 'DEGRADED', 'CREATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', 'MODIFY_IN_PROGRESS'])
    .optional(),
  stateMessage: z.string().optional(),
  hsmType: z.enum(['hsm1.medium', 'hsm2m.medium']).optional(),
  mode: z.enum(['FIPS', 'NON_FIPS']).optional(),
  hoursOld: hours.optional(),
  subnets: z.array(hexId('subnet')).min(1).optional(),
  backupRetentionDays: z.int().min(7).max(379).optional(),
  tags: tags.optional(),
  certificateDaysLeft: z.number().min(-36_500).max(36_500).nullable().optional(),
  ingress: securityGroupRules.optional(),
  egress: securityGroupRules.optional(),
  hsms: z.array(hsm).max(28).optional(),
  backups: z.array(backup).optional(),
  keyStore: keyStore.optional(),
  auditLog: z.strictObject({ exists: z.boolean().optional(), linesLost: count.optional() }).optional(),
});
