import { type Resource, ref, service, stage, type TemplatePart } from './cloudformation.ts';

/** Where verify-hardware reads the operator's roots; it knows their hashes by itself. */
export const hardwareRoots: TemplatePart = {
  Resources: {
    AwsHardwareRootParameter: parameter('aws', 'AwsHardwareRoot'),
    ManufacturerHardwareRootParameter: parameter('manufacturer', 'ManufacturerHardwareRoot'),
  },
};

function parameter(name: string, value: string): Resource {
  return {
    Type: 'AWS::SSM::Parameter',
    Properties: { Name: `/${service}/${stage}/hardware-roots/${name}`, Type: 'String', Value: ref(value) },
  };
}
