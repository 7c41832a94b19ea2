import type { Operation } from '../../../service/service.ts';
import { findDocument } from '../documents/find-document.ts';
import { onDocument } from '../resources.ts';
import type { SsmPlace } from '../state.ts';

interface Input {
  Name: string;
  PermissionType: string;
  MaxResults?: number;
  NextToken?: string;
}

/** No document is shared here. Terraform reads it of each. @throws AwsError InvalidDocument */
export const describeDocumentPermission: Operation<Input, SsmPlace> = {
  ignores: ['PermissionType', 'MaxResults', 'NextToken'],
  resources: ({ Name }, place) => [onDocument(place, Name)],
  run({ Name }, { place }) {
    findDocument(place, Name);
    return { AccountIds: [], AccountSharingInfoList: [] };
  },
};
