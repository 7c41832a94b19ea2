import { AwsError } from '../../kernel/aws-error.ts';
import type { Place } from '../../service/place.ts';

interface Specification {
  PointInTimeRecoveryEnabled: boolean;
  RecoveryPeriodInDays?: number;
}

interface Recovery {
  since: number;
  days: number;
}

/** Milliseconds by which the latest point that a table can be restored to lies behind (Developer Guide, "Point-in-time backups"). */
const behind = 5 * 60_000;

/**
 * Which tables say that they can be restored to a point in time. It is told alone: nothing is restored here. Form of the answers: localstack's snapshot of
 * test_continuous_backup_update, October 2025.
 */
export class ContinuousBackups {
  readonly #clock: Pick<Place['clock'], 'now'>;
  readonly #recovered = new Map<string, Recovery>();

  constructor(clock: Pick<Place['clock'], 'now'>) {
    this.#clock = clock;
  }

  /** @throws AwsError ValidationException */
  update(tableName: string, specification?: Partial<Specification>) {
    const { PointInTimeRecoveryEnabled, RecoveryPeriodInDays: days = 35 } = checked(specification);
    const standing = this.#recovered.get(tableName);
    if (PointInTimeRecoveryEnabled) this.#recovered.set(tableName, { since: standing?.since ?? this.#clock.now(), days });
    else this.#recovered.delete(tableName);
    return this.describe(tableName);
  }

  describe(tableName: string) {
    return {
      ContinuousBackupsDescription: { ContinuousBackupsStatus: 'ENABLED', PointInTimeRecoveryDescription: this.#described(tableName) },
    };
  }

  forget(tableName: string): void {
    this.#recovered.delete(tableName);
  }

  #described(tableName: string) {
    const recovery = this.#recovered.get(tableName);
    if (!recovery) return { PointInTimeRecoveryStatus: 'DISABLED' };
    const now = this.#clock.now();
    const earliest = Math.max(recovery.since, now - recovery.days * 86_400_000);
    return {
      PointInTimeRecoveryStatus: 'ENABLED',
      RecoveryPeriodInDays: recovery.days,
      EarliestRestorableDateTime: Math.floor(earliest / 1000),
      LatestRestorableDateTime: Math.floor(Math.max(earliest, now - behind) / 1000),
    };
  }
}

/** @throws AwsError ValidationException in the words of AWS's models */
function checked({ PointInTimeRecoveryEnabled, RecoveryPeriodInDays }: Partial<Specification> = {}): Specification {
  const path = 'pointInTimeRecoverySpecification';
  if (typeof PointInTimeRecoveryEnabled !== 'boolean') throw invalid('null', `${path}.pointInTimeRecoveryEnabled`, 'not be null');
  if (RecoveryPeriodInDays === undefined) return { PointInTimeRecoveryEnabled };
  if (!(RecoveryPeriodInDays >= 1))
    throw invalid(RecoveryPeriodInDays, `${path}.recoveryPeriodInDays`, 'have value greater than or equal to 1');
  if (RecoveryPeriodInDays > 35) throw invalid(RecoveryPeriodInDays, `${path}.recoveryPeriodInDays`, 'have value less than or equal to 35');
  return { PointInTimeRecoveryEnabled, RecoveryPeriodInDays };
}

function invalid(value: unknown, path: string, must: string): AwsError {
  const shown = value === 'null' ? value : `'${value}'`;
  const why = `1 validation error detected: Value ${shown} at '${path}' failed to satisfy constraint: Member must ${must}`;
  return new AwsError('ValidationException', why);
}
