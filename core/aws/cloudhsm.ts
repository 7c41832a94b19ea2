import { CloudHSMV2Client } from '@aws-sdk/client-cloudhsm-v2';
import { type ClientSettings, clientOf, type Place } from './clients.ts';
import { keepNewerFields } from './older-clients/newer-fields.ts';

const make = (settings: ClientSettings) => keepNewerFields(new CloudHSMV2Client(settings));

export const cloudhsm = (place?: Place) => clientOf(make, place);
