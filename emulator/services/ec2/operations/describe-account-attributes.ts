import type { Operation } from '../../../service/service.ts';
import type { Ec2Place } from '../state.ts';

/** What is true of an account without a default VPC, and EC2's quota of addresses. */
export const describeAccountAttributes: Operation<{ AttributeNames?: string[] }, Ec2Place> = {
  run({ AttributeNames }, { place }) {
    const attributes: Record<string, string> = {
      'supported-platforms': 'VPC',
      'default-vpc': 'none',
      'max-instances': '20',
      'vpc-max-security-groups-per-interface': '5',
      'max-elastic-ips': String(place.account.quotas?.elasticIps ?? 5),
      'vpc-max-elastic-ips': String(place.account.quotas?.elasticIps ?? 5),
    };
    const named = Object.entries(attributes).filter(([name]) => AttributeNames?.includes(name) ?? true);
    return {
      AccountAttributes: named.map(([AttributeName, AttributeValue]) => ({ AttributeName, AttributeValues: [{ AttributeValue }] })),
    };
  },
};
