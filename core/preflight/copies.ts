import type { Environment } from '../environment/environment.ts';
import type { Facts } from './facts.ts';
import { type Findings, warned } from './findings.ts';

/** CloudHSM keeps backups in their own region: no copy is made there. */
export function checkCopies({ backups }: Environment, { region }: Facts): Findings {
  const regions = backups?.copyTo ?? [];
  const problem = `${region} is the region in which the environment lives: its backups are there, and none is copied`;
  const remedy = 'name another region, for the day on which this one is lost, or take it out';
  return warned(...regions.flatMap((one, index) => (one === region ? [{ path: `backups.copyTo.${index}`, problem, remedy }] : [])));
}
