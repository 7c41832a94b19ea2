import type { EventsPlace } from './state.ts';

export function byName({ Name }: { Name: string }, place: EventsPlace): string[] {
  return [place.arn('events', `rule/${Name}`)];
}

export function byRule({ Rule }: { Rule: string }, place: EventsPlace): string[] {
  return [place.arn('events', `rule/${Rule}`)];
}
