import type { VirtualClock } from '../../kernel/virtual-clock.ts';
import type { Rule } from './rule.ts';

/** What a schedule does at one of its times. */
export type Fire = (rule: Rule, time: Date) => void;

/** Sets the timer for a rule's next firing. It rides: a schedule alone moves no time. */
export function scheduleNext(clock: VirtualClock, rule: Rule, fire: Fire, after = clock.date()): void {
  const next = rule.state === 'ENABLED' ? rule.schedule?.(after) : undefined;
  if (!next) return;
  rule.timer = clock.at('ride', next.getTime(), `schedule of rule ${rule.name}`, () => {
    fire(rule, next);
    scheduleNext(clock, rule, fire, next);
  });
}
