import type { TemplatePart } from './cloudformation.ts';
import { scheduledFunction } from './scheduled-function.ts';

/** The one rule for the schedules of all environments: none has a rule of its own. */
export const dueRule: TemplatePart = {
  Resources: scheduledFunction('DueSchedule', 'start-due', {
    description: 'Starts what environments are to have by the clock.',
    every: 'rate(15 minutes)',
    keptFor: 600,
  }),
};
