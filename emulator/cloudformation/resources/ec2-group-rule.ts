import { number, type Properties, required, text } from '../properties.ts';

/** The members that rules of both directions have. */
const ruleProperties = {
  IpProtocol: required(text),
  FromPort: number,
  ToPort: number,
  CidrIp: text,
  CidrIpv6: text,
  Description: text,
};

export const ingressProperties: Properties = {
  ...ruleProperties,
  SourcePrefixListId: text,
  SourceSecurityGroupId: text,
  SourceSecurityGroupOwnerId: text,
};

export const egressProperties: Properties = { ...ruleProperties, DestinationPrefixListId: text, DestinationSecurityGroupId: text };

/** A rule of a group as a template has it, of either direction. */
export interface Rule {
  IpProtocol: string;
  FromPort?: number;
  ToPort?: number;
  CidrIp?: string;
  CidrIpv6?: string;
  Description?: string;
  SourcePrefixListId?: string;
  SourceSecurityGroupId?: string;
  SourceSecurityGroupOwnerId?: string;
  DestinationPrefixListId?: string;
  DestinationSecurityGroupId?: string;
}

/** The same as EC2 takes it. */
export function permission(rule: Rule): object {
  const { IpProtocol, FromPort, ToPort, CidrIp, CidrIpv6, Description } = rule;
  const GroupId = rule.SourceSecurityGroupId ?? rule.DestinationSecurityGroupId;
  const PrefixListId = rule.SourcePrefixListId ?? rule.DestinationPrefixListId;
  const UserId = rule.SourceSecurityGroupOwnerId;
  return {
    IpProtocol,
    FromPort,
    ToPort,
    ...(CidrIp && { IpRanges: [{ CidrIp, Description }] }),
    ...(CidrIpv6 && { Ipv6Ranges: [{ CidrIpv6, Description }] }),
    ...(GroupId && { UserIdGroupPairs: [{ GroupId, UserId, Description }] }),
    ...(PrefixListId && { PrefixListIds: [{ PrefixListId, Description }] }),
  };
}
