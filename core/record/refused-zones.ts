import { changeItem, readItem } from './item.ts';
import { type Lease, leaseItem, requireHeld } from './lease.ts';

/**
 * Zones in which CloudHSM has refused this run an HSM, and its words. They are forgotten with the run: the next one asks again, since a
 * zone may get CloudHSM, or have refused for another reason.
 */
export async function refusedZones(lease: Lease): Promise<Map<string, string>> {
  const item = await readItem(lease.environment, leaseItem(lease));
  if (item?.createdBy?.S !== lease.holder) return new Map();
  return new Map((item.refusedZones?.SS ?? []).toSorted().map((entry) => [entry.split(' ', 1)[0]!, entry.slice(entry.indexOf(' ') + 1)]));
}

/** @throws LifecycleError LeaseLost */
export async function noteRefusedZone(lease: Lease, zone: string, why: string): Promise<void> {
  await changeItem(lease.environment, leaseItem(lease), (item) => {
    requireHeld(lease, item);
    return { add: { refusedZones: [`${zone} ${why}`] } };
  });
}
