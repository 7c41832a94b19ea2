import { CloudHSMV2Client } from '@aws-sdk/client-cloudhsm-v2';
import { clientSettings } from '../aws/client-settings.ts';
import { keepNewerFields } from './newer-fields.ts';

export const cloudhsm = keepNewerFields(new CloudHSMV2Client(clientSettings));
