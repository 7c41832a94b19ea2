import { AwsError } from '../../kernel/aws-error.ts';

const kinds = {
  subnet: ['InvalidSubnetID.NotFound', 'subnet ID'],
  vpc: ['InvalidVpcID.NotFound', 'vpc ID'],
  securityGroup: ['InvalidGroup.NotFound', 'security group'],
  networkInterface: ['InvalidNetworkInterfaceID.NotFound', 'networkInterface ID'],
  instance: ['InvalidInstanceID.NotFound', 'instance ID'],
  routeTable: ['InvalidRouteTableID.NotFound', 'routeTable ID'],
  vpcEndpoint: ['InvalidVpcEndpointId.NotFound', 'Vpc Endpoint Id'],
} as const;

/** EC2's error for an id that names nothing. */
export function notFound(kind: keyof typeof kinds, id: string): AwsError {
  const [code, noun] = kinds[kind];
  return new AwsError(code, `The ${noun} '${id}' does not exist`);
}
