import { AwsError } from '../../../kernel/aws-error.ts';
import { readObject } from '../../../kernel/json-object.ts';
import type { Operation } from '../../../service/service.ts';
import { type EventEntry, entrySize } from '../event.ts';
import { busArn } from '../event-bus.ts';
import type { EventsPlace } from '../state.ts';

const largest = 256 * 1024;

interface Result {
  EventId?: string;
  ErrorCode?: string;
  ErrorMessage?: string;
}

/** Entries fail one by one; too much in all refuses the request. */
export const putEvents: Operation<{ Entries: EventEntry[] }, EventsPlace> = {
  refuses: ['EndpointId'],
  resources: ({ Entries }, place) => [...new Set(Entries.map(({ EventBusName }) => busArn(place, EventBusName)))],
  run({ Entries: entries }, { place }) {
    if (entries.reduce((sum, entry) => sum + entrySize(entry), 0) >= largest)
      throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.');
    const results = entries.map((entry) => put(place, entry));
    return { FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode).length, Entries: results };
  },
};

function put(place: EventsPlace, entry: EventEntry): Result {
  for (const name of ['Source', 'DetailType', 'Detail'] as const) {
    if (!entry[name]) return failed('InvalidArgument', `Parameter ${name} is not valid. Reason: ${name} is a required argument.`);
  }
  if (entry.Source!.startsWith('aws.')) return failed('NotAuthorizedForSourceException', 'Not authorized for the source.');
  const detail = readObject(entry.Detail!);
  if (detail === undefined) return failed('MalformedDetail', 'Detail is malformed.');
  const there = placeOf(place, entry.EventBusName);
  const bus = there.events.buses.find(entry.EventBusName);
  // EventBridge takes an event for a bus that is not there, and drops it
  if (!bus) return { EventId: place.random.uuid('dropped-event', JSON.stringify(entry)) };
  const { Source: source, DetailType: detailType, Resources: resources, Time: time } = entry;
  return {
    EventId: there.events.emit({ source: source!, detailType: detailType!, detail, resources, time, account: place.accountId }, bus),
  };
}

/** A bus may be another account's, of the same region. */
function placeOf(place: EventsPlace, nameOrArn = 'default'): EventsPlace {
  const [, , , , accountId = place.accountId] = nameOrArn.split(':');
  return accountId === place.accountId ? place : place.inAccount(accountId);
}

function failed(ErrorCode: string, ErrorMessage: string): Result {
  return { ErrorCode, ErrorMessage };
}
