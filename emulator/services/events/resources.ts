import { busArn, ruleArn } from './event-bus.ts';
import type { EventsPlace } from './state.ts';

interface OnBus {
  EventBusName?: string;
}

export function byName({ Name, EventBusName }: OnBus & { Name: string }, place: EventsPlace): string[] {
  return [ruleArn(place, EventBusName, Name)];
}

export function byRule({ Rule, EventBusName }: OnBus & { Rule: string }, place: EventsPlace): string[] {
  return [ruleArn(place, EventBusName, Rule)];
}

export function byBus({ Name }: { Name?: string }, place: EventsPlace): string[] {
  return [busArn(place, Name)];
}
