import { ACMPCAClient } from '@aws-sdk/client-acm-pca';
import { type ClientSettings, clientOf, type Place } from './clients.ts';

const make = (settings: ClientSettings) => new ACMPCAClient(settings);

export const acmPca = (place?: Place) => clientOf(make, place);
