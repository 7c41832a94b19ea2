import { EC2Client } from '@aws-sdk/client-ec2';
import { type ClientSettings, clientOf, type Place } from './clients.ts';

const make = (settings: ClientSettings) => new EC2Client(settings);

export const ec2 = (place?: Place) => clientOf(make, place);
