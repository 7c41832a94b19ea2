import type { IncomingMessage } from 'node:http';
import { AwsError } from '../../kernel/aws-error.ts';
import type { LoggedCall } from '../../kernel/call-log.ts';
import type { Caller } from '../../kernel/caller.ts';
import { isObject } from '../../kernel/json-object.ts';
import { readJson } from '../../kernel/read-json.ts';
import { exchange } from '../../service/exchange.ts';
import { logged } from '../../service/logged.ts';
import { openRequest } from '../../service/open-request.ts';
import { checkTexts } from './check-texts.ts';
import { type ConditionalWrite, itemOfFailure } from './condition-failure.ts';
import { checkConsistentScan } from './consistent-scan.ts';
import { ContinuousBackups } from './continuous-backups.ts';
import { declaredItems } from './declared-items.ts';
import { type Engine, startEngine } from './engine.ts';
import type { DynamoDbNeeds } from './needs.ts';
import { refuseElsewhere } from './refused-elsewhere.ts';
import { refuseMembers } from './refused-members.ts';
import { refuseName } from './refused-name.ts';
import { type DynamoDbInput, resourcesOf } from './resources.ts';
import { namedAsAsked, rewritten } from './rewritten.ts';
import { TableDescriptions, type WarmThroughput } from './table-description.ts';
import { TimeToLive } from './time-to-live.ts';
import { withoutNulls } from './without-nulls.ts';

type Output = Record<string, unknown>;

/** DynamoDB: dynalite's tables behind the account's permissions, faults and clock. */
export class DynamoDbState {
  readonly place: DynamoDbNeeds;
  readonly #timeToLive = new TimeToLive();
  readonly #continuousBackups: ContinuousBackups;
  readonly #descriptions: TableDescriptions;
  #engine: Engine | undefined;

  constructor(place: DynamoDbNeeds) {
    this.place = place;
    this.#descriptions = new TableDescriptions(place);
    this.#continuousBackups = new ContinuousBackups(place.clock);
  }

  /**
   * Answers a DynamoDB request.
   *
   * @throws AwsError what DynamoDB answers instead
   */
  async answer(
    request: IncomingMessage,
    body: Buffer,
    caller: Caller,
  ): Promise<{ status: number; headers: Record<string, string>; body: string }> {
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const output = await this.call(operation, parse(operation, body), caller);
    return { status: 200, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: JSON.stringify(output) };
  }

  /**
   * Runs one operation for a caller, as dispatch does for the services that have a model.
   *
   * @param asked as on the wire
   * @throws AwsError what DynamoDB answers instead
   */
  async call(operation: string, asked: DynamoDbInput, caller: Caller): Promise<Output> {
    const { place } = this;
    const input = rewritten(place, asked);
    const answer = async (call: LoggedCall) => {
      const request = openRequest(place, caller);
      try {
        call.resources = resourcesOf(place, input);
        const denial = caller.kind === 'role' && place.iam.denial(caller, `dynamodb:${operation}`, call.resources);
        if (denial) throw new AwsError('AccessDeniedException', denial);
        const output = (await exchange(place, { call, request, run: () => this.#run(operation, input) })) as Output;
        place.onceTagged.note('dynamodb', operation, call.resources);
        return namedAsAsked(place, asked, output);
      } finally {
        request.end();
      }
    };
    return logged(place, { operation: `dynamodb:${operation}`, input, caller }, answer);
  }

  /**
   * Creates a table and waits until it is ACTIVE, which takes no virtual time.
   *
   * @param input of the CreateTable API
   * @returns its ARN
   */
  async createTable(input: Output & { TableName: string }): Promise<string> {
    await this.place.clock.during(async () => {
      await this.#run('CreateTable', input);
      for (const Item of declaredItems(this.place, input.TableName)) await this.#ask('PutItem', { TableName: input.TableName, Item });
    });
    return this.place.arn('dynamodb', `table/${input.TableName}`);
  }

  async deleteTable(tableName: string): Promise<void> {
    await this.place.clock.during(() => this.#run('DeleteTable', { TableName: tableName }));
  }

  /** Every table's ARN, and its tags by key. */
  async tagsOfTables(): Promise<[arn: string, tags: Map<string, string>][]> {
    // no request has come yet that could have made a table
    if (!this.#engine) return [];
    const tables: [string, Map<string, string>][] = [];
    let page: { TableNames?: string[]; LastEvaluatedTableName?: string } = {};
    do {
      page = await this.#ask('ListTables', page.LastEvaluatedTableName ? { ExclusiveStartTableName: page.LastEvaluatedTableName } : {});
      for (const name of page.TableNames ?? []) {
        const arn = this.place.arn('dynamodb', `table/${name}`);
        const { Tags = [] } = (await this.#ask('ListTagsOfResource', { ResourceArn: arn })) as { Tags?: { Key: string; Value: string }[] };
        tables.push([arn, new Map(Tags.map(({ Key, Value }) => [Key, Value]))]);
      }
    } while (page.LastEvaluatedTableName);
    return tables;
  }

  async #run(operation: string, input: DynamoDbInput): Promise<Output> {
    refuseMembers(operation, input);
    refuseName(operation, input);
    refuseElsewhere(this.place, input);
    if (operation === 'UpdateTimeToLive') {
      await this.#ask('DescribeTable', { TableName: input.TableName });
      return this.#timeToLive.update(input as Parameters<TimeToLive['update']>[0]);
    }
    if (['DescribeContinuousBackups', 'UpdateContinuousBackups'].includes(operation)) return this.#backedUp(operation, input);
    if (operation === 'Scan')
      await checkConsistentScan(input, async (TableName) => (await this.#ask('DescribeTable', { TableName })).Table);
    const table = input.TableName ?? '';
    if (['CreateTable', 'UpdateTable'].includes(operation)) this.#descriptions.changing(table);
    const output = await this.#ask(operation, input);
    if (operation === 'UpdateItem') return withoutEmptyAttributes(output);
    if (operation === 'DescribeTimeToLive') return this.#timeToLive.describe(table);
    if (operation === 'CreateTable') await this.#created(table, input);
    if (operation === 'DeleteTable') {
      this.#timeToLive.forget(table);
      this.#continuousBackups.forget(table);
    }
    if (['CreateTable', 'UpdateTable', 'DeleteTable'].includes(operation)) await this.#settled(table);
    return this.#descriptions.corrected(output);
  }

  /** @throws AwsError TableNotFoundException, as both operations have it where others have ResourceNotFoundException */
  async #backedUp(operation: string, input: DynamoDbInput & { PointInTimeRecoverySpecification?: object }): Promise<Output> {
    const { TableName } = input;
    try {
      await this.#ask('DescribeTable', { TableName });
    } catch (refused) {
      if ((refused as AwsError).code !== 'ResourceNotFoundException') throw refused;
      throw new AwsError('TableNotFoundException', `Table not found: ${TableName}`);
    }
    if (operation === 'DescribeContinuousBackups') return this.#continuousBackups.describe(TableName!);
    return this.#continuousBackups.update(TableName!, input.PointInTimeRecoverySpecification);
  }

  async #created(table: string, { Tags, WarmThroughput }: DynamoDbInput & { Tags?: unknown[]; WarmThroughput?: WarmThroughput }) {
    this.#descriptions.created(table, WarmThroughput);
    if (!Tags?.length) return;
    try {
      // dynalite leaves them out
      await this.#ask('TagResource', { ResourceArn: this.place.arn('dynamodb', `table/${table}`), Tags });
    } catch (refused) {
      await this.#settled(table);
      await this.#ask('DeleteTable', { TableName: table });
      await this.#settled(table);
      throw refused;
    }
  }

  /** Waits until a table is in no transition, so that none is ever seen half-way through by chance. */
  async #settled(table: string): Promise<void> {
    for (let settled = false; !settled; ) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      const { status, body } = await this.#engineAnswer('DescribeTable', { TableName: table });
      settled = status !== 200 || (body.Table as Output).TableStatus === 'ACTIVE';
    }
  }

  async #ask(operation: string, input: object): Promise<Output> {
    const { status, body } = await this.#engineAnswer(operation, input);
    if (status === 200) return body;
    const {
      __type,
      Message,
      message = Message,
      ...fields
    } = body as { __type: string; message?: string; Message?: string; Item?: unknown };
    const code = __type.split('#')[1]!;
    const unknown = `DynamoDB ${operation} is not emulated; docs/api-coverage.md lists what is`;
    if (code === 'ConditionalCheckFailedException') {
      fields.Item = await itemOfFailure((name, about) => this.#ask(name, about as object), input as ConditionalWrite);
    }
    const exists = code === 'ResourceInUseException' && operation === 'CreateTable';
    const said = exists
      ? `Table already exists: ${(input as DynamoDbInput).TableName}`
      : (message ?? '').replace(emptyKey, 'are not valid. ');
    throw new AwsError(code, code === 'UnknownOperationException' ? unknown : said, { status, fields });
  }

  #engineAnswer(operation: string, input: object) {
    this.#engine ??= startEngine(this.place);
    return this.#engine(operation, input);
  }
}

/** In what dynalite says of an empty key, the words that are newer now. */
const emptyKey = /(?<=^One or more parameter values )were invalid: (?=The AttributeValue for a key attribute cannot contain an empty)/;

/** Of changes that leave nothing of what they name, an answer has none. */
function withoutEmptyAttributes(output: Output): Output {
  const { Attributes, ...rest } = output;
  return Attributes && Object.keys(Attributes).length === 0 ? rest : output;
}

function parse(operation: string, body: Buffer): DynamoDbInput {
  let input: unknown;
  try {
    input = readJson(body.toString());
  } catch {
    throw new AwsError('SerializationException', 'the request body is not JSON');
  }
  if (!isObject(input)) {
    throw new AwsError('SerializationException', 'Start of structure or map expected');
  }
  checkTexts(operation, input);
  return withoutNulls(input);
}
