import type { Deliveries } from './deliveries.ts';
import type { Rule } from './rule.ts';

/** Sets the timer for a rule's next firing. It rides: a schedule alone moves no time. */
export function scheduleNext(bus: Deliveries, rule: Rule, after = bus.place.clock.date()): void {
  const next = rule.state === 'ENABLED' ? rule.schedule?.(after) : undefined;
  if (!next) return;
  rule.timer = bus.place.clock.at('ride', next.getTime(), `schedule of rule ${rule.name}`, () => {
    bus.fire(rule, next);
    scheduleNext(bus, rule, next);
  });
}
