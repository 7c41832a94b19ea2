/** Why RunTask may not place a task, though nothing is wrong with it, and what ECS says then. */
const reasons = {
  // Amazon ECS Developer Guide and https://repost.aws/knowledge-center/ecs-fargate-runtask-capacity
  NO_CAPACITY: 'Capacity is unavailable at this time. Please try again later or in a different availability zone',
};

export const taskFates = ['NO_CAPACITY'] as const satisfies (keyof typeof reasons)[];

export type TaskFate = (typeof taskFates)[number];

/** What the next RunTask answers, where it is to place nothing; it is used up by that. */
export function takeTaskFate(fates: TaskFate[]): { reason: string }[] | undefined {
  const fate = fates.shift();
  return fate && [{ reason: reasons[fate] }];
}
