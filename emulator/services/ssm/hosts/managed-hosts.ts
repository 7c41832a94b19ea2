import { AwsError } from '../../../kernel/aws-error.ts';
import { matchesWildcard } from '../../../service/wildcard.ts';
import type { Instance } from '../../ec2/instance.ts';
import type { SsmNeeds } from '../needs.ts';

/** Where a command goes: `tag:Role` with values, `tag-key`, or `InstanceIds`. */
export interface Target {
  Key?: string;
  Values?: string[];
}

/** The hosts that Systems Manager knows, whether their agents answer or not. */
export function managedHosts({ ec2 }: Pick<SsmNeeds, 'ec2'>): Instance[] {
  return [...ec2.instances.values()].filter(({ declared }) => declared.managed ?? true);
}

/** @throws AwsError ValidationException for a target of another kind */
export function checkTargets(targets: Target[]): void {
  const strange = targets.find(({ Key = '' }) => !/^([Ii]nstance[Ii]ds|tag-key|tag:.+)$/s.test(Key));
  if (strange) throw new AwsError('ValidationException', `The target ${strange.Key} is not emulated: InstanceIds, tag-key and tag:… are`);
}

/** The managed hosts that match every target. */
export function targeted(place: Pick<SsmNeeds, 'ec2'>, targets: Target[]): Instance[] {
  return managedHosts(place).filter((instance) => targets.every((target) => matches(instance, target)));
}

/** @param target a tag's value may hold `*` */
export function matches({ instanceId, tags }: Instance, { Key = '', Values = [] }: Target): boolean {
  if (Key.toLowerCase() === 'instanceids') return Values.includes('*') || Values.includes(instanceId);
  if (Key === 'tag-key') return Values.some((name) => tags.has(name));
  const held = tags.get(Key.slice('tag:'.length));
  return held !== undefined && Values.some((wanted) => matchesWildcard(wanted, held));
}

export function isOnline({ declared }: Instance): boolean {
  return declared.online ?? true;
}
