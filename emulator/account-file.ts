import { closest } from 'fastest-levenshtein';
import * as z from 'zod';
import type { AccountFile } from './account.ts';
import { type DurationName, usualDurations } from './durations.ts';

const hexId = (kind: string) =>
  z.string().regex(new RegExp(`^${kind}-[0-9a-f]{8,17}$`), `has to be an id such as ${kind}-0123456789abcdef0`);
const cidr = z.string().regex(/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/, 'has to be a range such as 10.0.0.0/24');
const port = z.int().min(0).max(65_535);
const count = z.int().min(0);
const range = z
  .tuple([z.number().min(0), z.number()])
  .refine(([shortest, longest]) => longest >= shortest, 'has to be [shortest, longest]');

const vpc = z.strictObject({
  id: hexId('vpc'),
  subnets: z.array(
    z.strictObject({
      id: hexId('subnet'),
      availabilityZone: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, 'has to be a zone such as us-east-1a'),
      cidr: cidr.optional(),
      freeAddresses: count.optional(),
    }),
  ),
  securityGroups: z
    .array(
      z.strictObject({
        id: hexId('sg'),
        egress: z.array(z.strictObject({ protocol: z.string(), fromPort: port.optional(), toPort: port.optional(), cidr })).optional(),
      }),
    )
    .optional(),
  nat: z.boolean().optional(),
  endpoints: z.array(z.string()).optional(),
});

const certificateAuthority = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'has to be a UUID'),
  type: z.enum(['ROOT', 'SUBORDINATE']).optional(),
  status: z.enum(['ACTIVE', 'DISABLED', 'CREATING', 'PENDING_CERTIFICATE', 'DELETED', 'EXPIRED', 'FAILED']).optional(),
  keyAlgorithm: z.enum(['RSA_2048', 'RSA_4096', 'EC_prime256v1']).optional(),
  usageMode: z.enum(['GENERAL_PURPOSE', 'SHORT_LIVED_CERTIFICATE']).optional(),
  commonName: z.string().min(1).max(64).optional(),
  years: z.number().positive().max(100).optional(),
});

const durations = Object.fromEntries(Object.keys(usualDurations).map((name) => [name, range.optional()])) as Record<
  DurationName,
  z.ZodOptional<typeof range>
>;

const accountFile: z.ZodType<AccountFile> = z.strictObject({
  accountId: z
    .string()
    .regex(/^\d{12}$/, 'has to be 12 digits')
    .optional(),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'has to be a region such as us-east-1')
    .optional(),
  vpcs: z.array(vpc).optional(),
  certificateAuthorities: z.array(certificateAuthority).optional(),
  quotas: z
    .strictObject({
      clusters: count.optional(),
      hsms: count.optional(),
      hsmsPerCluster: count.optional(),
      customKeyStores: count.optional(),
    })
    .optional(),
  durations: z.strictObject(durations).optional(),
});

const knownFields = ['accountId', 'region', 'vpcs', 'certificateAuthorities', 'quotas', 'durations', ...Object.keys(usualDurations)];

/**
 * An account file, checked.
 *
 * @throws Error with one line that names the path, what is wrong and what is allowed
 */
export function readAccountFile(text: string): AccountFile {
  const parsed = accountFile.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new Error(explain(parsed.error.issues[0]!));
}

function explain(issue: z.core.$ZodIssue): string {
  const path = issue.path.join('.');
  if (issue.code !== 'unrecognized_keys') return `${path || 'the file'}: ${issue.message}`;
  const [field = ''] = issue.keys;
  return `${[...issue.path, field].join('.')}: unknown field; did you mean ${closest(field, knownFields)}?`;
}
