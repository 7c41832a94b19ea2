import { KMSClient } from '@aws-sdk/client-kms';
import { clientSettings } from '../aws/client-settings.ts';

export const kms = new KMSClient(clientSettings);
