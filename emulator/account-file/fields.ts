import * as z from 'zod';
import { nearest } from '../kernel/nearest.ts';
import { regionNames } from '../models/regions.ts';

// What fields of several declarations hold.

export const hexId = (kind: string) =>
  z.string().regex(new RegExp(`^${kind}-[0-9a-f]{8,17}$`), `has to be an id such as ${kind}-0123456789abcdef0`);
export const cloudhsmId = (kind: string) =>
  z.string().regex(new RegExp(`^${kind}-[a-z2-7]{11}$`), `has to be ${kind}- and 11 characters a to z or 2 to 7`);
export const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'has to be a UUID');

export const zone = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d((-[a-z]+\d*)+-\d+)?[a-z]?$/, 'has to be a zone such as us-east-1a or us-east-1-bos-1a');
export const account = z.string().regex(/^\d{12}$/, 'has to be 12 digits');

export const region = z.string().refine((name) => regionNames.includes(name), {
  error: ({ input }) => {
    const near = nearest(String(input), regionNames);
    return `is no region of AWS${near ? `; did you mean ${near}?` : ', such as us-east-1'}`;
  },
});

export const cidr = z.cidrv4({ error: 'has to be a range such as 10.0.0.0/24', abort: true });
export const count = z.int().min(0);
export const tags = z.record(z.string(), z.string());
export const hours = z.number().min(0).max(1_000_000);
