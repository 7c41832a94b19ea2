import type { World } from '../../world.ts';
import type { Rule } from './rule.ts';

/** Sets the timer for a rule's next firing. It rides: a schedule alone moves no time. */
export function scheduleNext(world: World, rule: Rule, after = world.clock.date()): void {
  const next = rule.state === 'ENABLED' ? rule.schedule?.(after) : undefined;
  if (!next) return;
  rule.timer = world.clock.at('ride', next.getTime(), `schedule of rule ${rule.name}`, () => {
    world.events.fire(rule, next);
    scheduleNext(world, rule, next);
  });
}
