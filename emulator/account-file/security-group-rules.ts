import * as z from 'zod';
import { cidr, hexId } from './fields.ts';

const port = z.int().min(0).max(65_535);

export const securityGroupRules = z.array(
  z
    .strictObject({
      protocol: z.enum(['tcp', 'udp', 'icmp', 'icmpv6', '-1']),
      fromPort: port.optional(),
      toPort: port.optional(),
      cidr: cidr.optional(),
      group: hexId('sg').optional(),
      prefixListOf: z.enum(['s3', 'dynamodb']).optional(),
    })
    .refine(({ fromPort, toPort }) => (fromPort === undefined) === (toPort === undefined), 'has one of fromPort and toPort: give both')
    .refine(({ fromPort = 0, toPort = fromPort }) => toPort >= fromPort, { path: ['toPort'], message: 'has to be fromPort or more' })
    .refine(
      ({ cidr, group, prefixListOf }) => [cidr, group, prefixListOf].filter((peer) => peer !== undefined).length <= 1,
      'has several of cidr, group and prefixListOf: write a rule for each',
    ),
);
