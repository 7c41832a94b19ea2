import { SSMClient } from '@aws-sdk/client-ssm';
import { type ClientSettings, clientOf, type Place } from './clients.ts';

const make = (settings: ClientSettings) => new SSMClient(settings);

export const ssm = (place?: Place) => clientOf(make, place);
