import { S3Client } from '@aws-sdk/client-s3';
import { type ClientSettings, clientOf, type Place } from './clients.ts';

const make = (settings: ClientSettings) => new S3Client(settings);

export const s3 = (place?: Place) => clientOf(make, place);
