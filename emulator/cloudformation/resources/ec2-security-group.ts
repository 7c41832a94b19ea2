import { isDeepStrictEqual } from 'node:util';
import type { AwsPlace } from '../../cloud.ts';
import { required, structures, tags, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';
import { ask, retag, specified } from './ec2.ts';
import { egressProperties, ingressProperties, permission, type Rule } from './ec2-group-rule.ts';

/** What a group lets out whose template says nothing of it. */
const everything: Rule = { IpProtocol: '-1', CidrIp: '0.0.0.0/0' };

export const securityGroup: ResourceType = {
  type: 'AWS::EC2::SecurityGroup',
  fixed: ['GroupDescription', 'GroupName', 'VpcId'],
  attributes: ['GroupId', 'Id', 'VpcId'],
  properties: {
    GroupDescription: required(text),
    GroupName: text,
    VpcId: text,
    SecurityGroupIngress: structures(ingressProperties),
    SecurityGroupEgress: structures(egressProperties),
    Tags: tags,
  },
  async create({ GroupDescription, GroupName, VpcId, Tags, ...rules }, { place, generatedName, made }) {
    const { GroupId } = await ask<{ GroupId: string }>(place, 'CreateSecurityGroup', {
      Description: GroupDescription,
      GroupName: GroupName ?? generatedName(255),
      VpcId,
      ...specified('security-group', Tags),
    });
    made({ physicalId: GroupId });
    await setRules(place, GroupId, {}, rules);
    const { SecurityGroups } = await ask<{ SecurityGroups: { VpcId: string }[] }>(place, 'DescribeSecurityGroups', { GroupIds: [GroupId] });
    return { physicalId: GroupId, attributes: { GroupId, Id: GroupId, VpcId: SecurityGroups[0]!.VpcId } };
  },
  async update({ Tags, ...rules }, { physicalId, properties: before }, { place }) {
    await setRules(place, physicalId, before, rules);
    await retag(place, physicalId, before.Tags, Tags);
    return undefined;
  },
  async delete({ physicalId: GroupId }, place) {
    await ask(place, 'DeleteSecurityGroup', { GroupId });
  },
};

interface Rules {
  SecurityGroupIngress?: Rule[];
  SecurityGroupEgress?: Rule[];
}

/** Rules that the group got in other ways stay. */
async function setRules(place: AwsPlace, GroupId: string, before: Rules, after: Rules): Promise<void> {
  await change(place, GroupId, 'Ingress', before.SecurityGroupIngress ?? [], after.SecurityGroupIngress ?? []);
  await change(place, GroupId, 'Egress', egressOf(before), egressOf(after));
}

function egressOf({ SecurityGroupEgress = [] }: Rules): Rule[] {
  return SecurityGroupEgress.length > 0 ? SecurityGroupEgress : [everything];
}

async function change(place: AwsPlace, GroupId: string, direction: 'Ingress' | 'Egress', before: Rule[], after: Rule[]): Promise<void> {
  const without = (rules: Rule[], others: Rule[]) => rules.filter((rule) => !others.some((other) => isDeepStrictEqual(rule, other)));
  const gone = without(before, after).map(permission);
  const come = without(after, before).map(permission);
  if (gone.length > 0) await ask(place, `RevokeSecurityGroup${direction}`, { GroupId, IpPermissions: gone });
  if (come.length > 0) await ask(place, `AuthorizeSecurityGroup${direction}`, { GroupId, IpPermissions: come });
}
