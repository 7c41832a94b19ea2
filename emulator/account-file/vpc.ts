import * as z from 'zod';
import { refused } from './conflicts/conflict.ts';
import { vpcConflicts } from './conflicts/vpc.ts';
import { account, cidr, count, hexId, zone } from './fields.ts';
import { securityGroupRules } from './security-group-rules.ts';

/** https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
const subnetCidr = cidr.regex(/\/(1[6-9]|2[0-8])$/, 'has to be between a /16 and a /28');
/** https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
const mostSubnets = 200;
const service = z.string().regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/, 'has to be the last part of a service name, such as ecr.api');

const routeTable = z.strictObject({
  id: hexId('rtb'),
  main: z.boolean().optional(),
  subnets: z.array(hexId('subnet')).optional(),
  routes: z
    .array(
      z.strictObject({
        destination: z.union([cidr, hexId('pl')], 'has to be a range such as 0.0.0.0/0 or a prefix list such as pl-01234567'),
        target: z
          .string()
          .regex(
            /^((nat|igw|tgw|vgw|pcx|eni|i|lgw|cagw|eigw|vpce)-[0-9a-f]{8,17}|arn:aws[a-z-]*:networkmanager:.*)$/,
            'has to be the id of a gateway, an interface or an instance, such as nat-0123456789abcdef0',
          ),
        blackhole: z.boolean().optional(),
        reaches: z.array(service).optional(),
      }),
    )
    .optional(),
});

const endpoint = z.union(
  [
    service,
    z.strictObject({
      service,
      type: z.enum(['Interface', 'Gateway']).optional(),
      state: z.enum(['available', 'pending', 'pendingAcceptance', 'rejected', 'deleting', 'deleted', 'failed', 'expired']).optional(),
      privateDns: z.boolean().optional(),
      subnets: z.array(hexId('subnet')).optional(),
      securityGroups: z.array(hexId('sg')).optional(),
      routeTables: z.array(hexId('rtb')).optional(),
    }),
  ],
  'has to be a service such as ecr.api, or {"service": …} with type, state, privateDns, subnets, securityGroups or routeTables',
);

export const vpc = z
  .strictObject({
    id: hexId('vpc'),
    owner: account.optional(),
    subnets: z
      .array(z.strictObject({ id: hexId('subnet'), availabilityZone: zone, cidr: subnetCidr.optional(), freeAddresses: count.optional() }))
      .max(mostSubnets),
    securityGroups: z
      .array(z.strictObject({ id: hexId('sg'), egress: securityGroupRules.optional(), ingress: securityGroupRules.optional() }))
      .optional(),
    nat: z.boolean().optional(),
    routeTables: z.array(routeTable).min(1).optional(),
    endpoints: z.array(endpoint).optional(),
  })
  .superRefine(refused(vpcConflicts));
