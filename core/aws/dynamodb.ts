import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type ClientSettings, clientOf, type Place } from './clients.ts';

const make = (settings: ClientSettings) => new DynamoDBClient(settings);

export const dynamodb = (place?: Place) => clientOf(make, place);
