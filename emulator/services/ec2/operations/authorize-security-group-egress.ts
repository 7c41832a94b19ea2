import type { Operation } from '../../../service/service.ts';
import { onEc2, tagging } from '../asks.ts';
import { describedRule } from '../descriptions/security-group-rule.ts';
import { type GroupName, namedGroup, onGroup } from '../named-group.ts';
import { type FlatPermission, type IpPermission, requestedRules } from '../rule-requests.ts';
import { authorize } from '../security-group-rules.ts';
import type { Ec2Place } from '../state.ts';
import { specifiedTags, type TagSpecification } from '../tags.ts';

type Input = GroupName & FlatPermission & { IpPermissions?: IpPermission[]; TagSpecifications?: TagSpecification[] };

/** @throws AwsError InvalidGroup.NotFound, MissingParameter, InvalidParameterValue, InvalidPermission.Duplicate, RulesPerSecurityGroupLimitExceeded */
export const authorizeSecurityGroupEgress: Operation<Input, Ec2Place> = {
  refuses: ['SourceSecurityGroupName', 'SourceSecurityGroupOwnerId'],
  asks(input, place) {
    const Tags = (input.TagSpecifications ?? []).flatMap((specification) => specification.Tags ?? []);
    const rule = onEc2(place, 'security-group-rule');
    const action = 'AuthorizeSecurityGroupEgress';
    if (Tags.length === 0) return [{ action, resources: onGroup(input, place), about: {} }];
    return [{ action, resources: [...onGroup(input, place), rule], about: { Tags } }, tagging(action, rule, Tags)];
  },
  run({ TagSpecifications, ...input }, { place }) {
    const group = namedGroup(input, place);
    const rules = requestedRules(place.ec2, group, input);
    const tags = specifiedTags('security-group-rule', TagSpecifications);
    const added = authorize(place.ec2, group, 'egress', rules);
    for (const { ruleId } of added) place.ec2.tags.add(ruleId, tags);
    return { Return: true, SecurityGroupRules: added.map((rule) => describedRule(place, group, 'egress', rule)) };
  },
};
