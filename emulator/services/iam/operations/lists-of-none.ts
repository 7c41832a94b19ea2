import type { Operation } from '../../../service/service.ts';
import type { IamPlace } from '../needs.ts';
import { page } from '../page.ts';

interface Input {
  Marker?: string;
  MaxItems?: number;
}

/** Of a kind that nobody can make here. @param member of the answer that holds them. @throws AwsError ValidationError for a marker */
function pagesOfNone(operation: string, member: string): Operation<Input, IamPlace> {
  return {
    run(input) {
      const { items, more } = page([], operation, input);
      return { [member]: items, ...more };
    },
  };
}

export const listUsers = pagesOfNone('ListUsers', 'Users');
export const listGroups = pagesOfNone('ListGroups', 'Groups');
export const listAccountAliases = pagesOfNone('ListAccountAliases', 'AccountAliases');
export const listInstanceProfiles = pagesOfNone('ListInstanceProfiles', 'InstanceProfiles');
export const listServerCertificates = pagesOfNone('ListServerCertificates', 'ServerCertificateMetadataList');
export const listVirtualMfaDevices: Operation<Input, IamPlace> = {
  ...pagesOfNone('ListVirtualMFADevices', 'VirtualMFADevices'),
  ignores: ['AssignmentStatus'],
};

export const listSamlProviders: Operation<object, IamPlace> = { run: () => ({ SAMLProviderList: [] }) };
export const listOpenIdConnectProviders: Operation<object, IamPlace> = { run: () => ({ OpenIDConnectProviderList: [] }) };
