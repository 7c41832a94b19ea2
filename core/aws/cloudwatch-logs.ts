import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { type ClientSettings, clientOf, type Place } from './clients.ts';

const make = (settings: ClientSettings) => new CloudWatchLogsClient(settings);

export const cloudwatchLogs = (place?: Place) => clientOf(make, place);
