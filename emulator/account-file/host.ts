import * as z from 'zod';
import { hexId } from './fields.ts';

export const host = z.strictObject({
  id: hexId('i'),
  platform: z.string().regex(/^[a-z]+ [0-9]+(\.[0-9]+)*$/, 'has to be a system and its release, such as amzn 2023 or ubuntu 24.04'),
  architecture: z.enum(['x86_64', 'aarch64']).optional(),
  tags: z.record(z.string().min(1).max(128), z.string().max(256)).optional(),
  subnet: hexId('subnet').optional(),
  securityGroups: z.array(hexId('sg')).min(1).max(5).optional(),
  online: z.boolean().optional(),
  managed: z.boolean().optional(),
  describesClusters: z.boolean().optional(),
  tamperedDownloads: z.boolean().optional(),
  root: z.string().min(1).optional(),
});
