import { AwsError } from '../../kernel/aws-error.ts';

interface Specification {
  AttributeName: string;
  Enabled: boolean;
}

/** Which tables have a time-to-live attribute. Items are not removed by it: DynamoDB promises that only within days. */
export class TimeToLive {
  readonly #attributes = new Map<string, string>();

  /** @throws AwsError ValidationException where it is already so */
  update({ TableName, TimeToLiveSpecification }: { TableName: string; TimeToLiveSpecification?: Partial<Specification> }) {
    const { AttributeName, Enabled } = checked(TimeToLiveSpecification);
    if (this.#attributes.has(TableName) === Enabled)
      throw new AwsError('ValidationException', `TimeToLive is already ${Enabled ? 'enabled' : 'disabled'}`);
    if (Enabled) this.#attributes.set(TableName, AttributeName);
    else this.#attributes.delete(TableName);
    return { TimeToLiveSpecification };
  }

  describe(tableName: string) {
    const AttributeName = this.#attributes.get(tableName);
    return { TimeToLiveDescription: { TimeToLiveStatus: AttributeName ? 'ENABLED' : 'DISABLED', AttributeName } };
  }

  forget(tableName: string): void {
    this.#attributes.delete(tableName);
  }
}

/** @throws AwsError ValidationException in the words of AWS's models */
function checked(specification: Partial<Specification> = {}): Specification {
  const { AttributeName, Enabled } = specification;
  const absent = [
    ...(typeof AttributeName === 'string' && AttributeName !== '' ? [] : ['attributeName']),
    ...(typeof Enabled === 'boolean' ? [] : ['enabled']),
  ];
  if (absent.length === 0) return { AttributeName: AttributeName!, Enabled: Enabled! };
  const why = absent.map((name) => `Value null at 'timeToLiveSpecification.${name}' failed to satisfy constraint: Member must not be null`);
  throw new AwsError('ValidationException', `${why.length} validation error${why.length > 1 ? 's' : ''} detected: ${why.join('; ')}`);
}
