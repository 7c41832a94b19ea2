import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type ClientSettings, clientOf, type Place } from './clients.ts';

const make = (settings: ClientSettings) => new SecretsManagerClient(settings);

export const secretsManager = (place?: Place) => clientOf(make, place);
