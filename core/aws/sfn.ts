import { SFNClient } from '@aws-sdk/client-sfn';
import { type ClientSettings, clientOf, type Place } from './clients.ts';

const make = (settings: ClientSettings) => new SFNClient(settings);

export const sfn = (place?: Place) => clientOf(make, place);
