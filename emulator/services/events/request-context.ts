import type { RequestContext } from '../../service/request-context.ts';
import { resourceTags } from '../../service/resource-tags.ts';
import type { EventEntry } from './event.ts';
import type { EventsPlace } from './state.ts';
import type { Target } from './target.ts';

interface Input {
  Entries?: EventEntry[];
  EventPattern?: string;
  Targets?: Target[];
}

/** What PutEvents sends, PutRule asks for and PutTargets names. Every rule is the account's own. */
export function requestContext(resource: string, { Entries, EventPattern, Targets }: Input, place: EventsPlace): RequestContext {
  const pattern = EventPattern === undefined ? {} : readPattern(EventPattern);
  return {
    ...given('events:source', Entries?.flatMap(({ Source }) => Source ?? []) ?? texts(pattern.source)),
    ...given('events:detail-type', Entries?.flatMap(({ DetailType }) => DetailType ?? []) ?? texts(pattern['detail-type'])),
    ...given('events:TargetArn', Targets?.map(({ Arn }) => Arn) ?? []),
    ...(Entries && { 'events:eventBusInvocation': 'false' }),
    'events:creatorAccount': place.accountId,
    ...resourceTags(place.events.tags.of(resource)),
  };
}

function readPattern(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function texts(values: unknown): string[] {
  return Array.isArray(values) ? values.filter((value) => typeof value === 'string') : [];
}

function given(key: string, values: string[]): RequestContext {
  return values.length === 0 ? {} : { [key]: values };
}
