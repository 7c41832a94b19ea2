import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { type ClientSettings, clientOf, type Place } from './clients.ts';

const make = (settings: ClientSettings) => new CloudWatchClient(settings);

export const cloudwatch = (place?: Place) => clientOf(make, place);
