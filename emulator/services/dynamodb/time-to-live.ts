import { AwsError } from '../../kernel/aws-error.ts';

interface Specification {
  AttributeName: string;
  Enabled: boolean;
}

/** Which tables have a time-to-live attribute. Items are not removed by it: DynamoDB promises that only within days. */
export class TimeToLive {
  readonly #attributes = new Map<string, string>();

  /** @throws AwsError ValidationException where it is already so */
  update({ TableName, TimeToLiveSpecification }: { TableName: string; TimeToLiveSpecification: Specification }) {
    const { AttributeName, Enabled } = TimeToLiveSpecification;
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
