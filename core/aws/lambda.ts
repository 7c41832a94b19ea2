import { LambdaClient } from '@aws-sdk/client-lambda';
import { type ClientSettings, clientOf, type Place } from './clients.ts';

const make = (settings: ClientSettings) => new LambdaClient(settings);

export const lambda = (place?: Place) => clientOf(make, place);
