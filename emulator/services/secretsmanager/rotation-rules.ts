import type { Timer } from '../../kernel/virtual-clock.ts';

export interface RotationRules {
  AutomaticallyAfterDays?: number;
  ScheduleExpression?: string;
  /** How long the window is in which the service rotates, as in `3h`. */
  Duration?: string;
}

/** When the service may rotate; here it does as it opens. */
export interface RotationWindow {
  opens: Date;
  closes: Date;
}

/** How a secret is rotated. */
export interface Rotation {
  lambdaArn: string;
  rules?: RotationRules;
  enabled: boolean;
  rotatedAt?: Date;
  /** The days between rotations, where the rules have none: known once it was rotated. */
  everyDays?: number;
  /** The next one, where it is due by itself. */
  due?: { window: RotationWindow; timer: Timer };
  running?: RunningRotation;
}

/** The version whose steps are under way. */
export interface RunningRotation {
  readonly versionId: string;
}
