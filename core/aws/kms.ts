import { KMSClient } from '@aws-sdk/client-kms';
import { type ClientSettings, clientOf, type Place } from './clients.ts';

const make = (settings: ClientSettings) => new KMSClient(settings);

export const kms = (place?: Place) => clientOf(make, place);
