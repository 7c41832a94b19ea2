import type { Operation } from '../../../service/service.ts';
import { groupsOf } from '../group-identifiers.ts';
import { architectureOf, type Instance } from '../instance.ts';
import { type FilterValues, listing, type Request } from '../listing.ts';
import { notFound } from '../not-found.ts';
import type { Ec2Place } from '../state.ts';

const running = { Code: 16, Name: 'running' };

/** @throws AwsError InvalidInstanceID.NotFound */
export const describeInstances: Operation<Request & { InstanceIds?: string[] }, Ec2Place> = {
  refuses: ['IncludeManagedResources'],
  run(input, { place }) {
    const { ec2 } = place;
    const interfaceOf = ({ eniId }: Instance) => ec2.networkInterfaces.get(eniId)!;
    const filters: FilterValues<Instance> = {
      'instance-id': ({ instanceId }) => [instanceId],
      'instance-state-name': () => [running.Name],
      'subnet-id': (instance) => [interfaceOf(instance).subnetId],
      'vpc-id': (instance) => [interfaceOf(instance).vpcId],
      'private-ip-address': (instance) => [interfaceOf(instance).ip],
      'instance.group-id': (instance) => interfaceOf(instance).groupIds,
      architecture: (instance) => [architectureOf(instance)],
    };
    const instances = input.InstanceIds?.map((id) => {
      const instance = ec2.instances.get(id);
      if (!instance) throw notFound('instance', id);
      return instance;
    });
    const { page, NextToken } = listing(instances ?? [...ec2.instances.values()], filters, input, ({ tags }) => tags);
    return {
      NextToken,
      Reservations: page.map((instance) => ({
        ReservationId: `r-${place.random.hex(17, 'reservation', instance.instanceId)}`,
        OwnerId: place.accountId,
        Groups: [],
        Instances: [described(place, instance)],
      })),
    };
  },
};

function described(place: Ec2Place, instance: Instance) {
  const eni = place.ec2.networkInterfaces.get(instance.eniId)!;
  const groups = groupsOf(place, eni);
  return {
    InstanceId: instance.instanceId,
    State: running,
    Architecture: architectureOf(instance),
    ...(instance.platform.id === 'windows' && { Platform: 'windows' }),
    SubnetId: eni.subnetId,
    VpcId: eni.vpcId,
    PrivateIpAddress: eni.ip,
    Placement: { AvailabilityZone: eni.availabilityZone },
    SecurityGroups: groups,
    NetworkInterfaces: [
      {
        NetworkInterfaceId: eni.eniId,
        SubnetId: eni.subnetId,
        VpcId: eni.vpcId,
        OwnerId: place.accountId,
        PrivateIpAddress: eni.ip,
        Status: 'in-use',
        Groups: groups,
        Attachment: { DeviceIndex: 0, Status: 'attached' },
      },
    ],
    Tags: place.ec2.tags.shown(instance.instanceId),
  };
}
