import type { Subnet } from './network.ts';

/** A subnet as EC2 makes it where nothing else is asked for. */
export function newSubnet(subnet: Omit<Subnet, 'mapPublicIpOnLaunch' | 'names'>): Subnet {
  return { ...subnet, mapPublicIpOnLaunch: false, names: { type: 'ip-name', a: false, aaaa: false } };
}
