/** Amazon States Language: what ./validation lets through. What JSONPath alone has is in ./jsonpath/fields.ts. */
export interface Block {
  StartAt: string;
  States: Record<string, State>;
}

export type QueryLanguageName = 'JSONata' | 'JSONPath';

export interface MachineDefinition extends Block {
  Comment?: string;
  QueryLanguage: QueryLanguageName;
  TimeoutSeconds?: number;
  Version?: string;
}

export interface Retrier {
  ErrorEquals: string[];
  IntervalSeconds?: number;
  MaxAttempts?: number;
  BackoffRate?: number;
  MaxDelaySeconds?: number;
  JitterStrategy?: 'FULL' | 'NONE';
}

/** What a state, a choice rule or a catcher makes of the data. Strings `{% … %}` are JSONata. */
export interface Shaping {
  Output?: unknown;
  Assign?: Record<string, unknown>;
}

export interface Catcher extends Shaping {
  ErrorEquals: string[];
  Next: string;
}

interface Transition {
  Next?: string;
  End?: boolean;
}

interface Recovery {
  Retry?: Retrier[];
  Catch?: Catcher[];
}

export interface TaskState extends Shaping, Transition, Recovery {
  Type: 'Task';
  Resource: string;
  Arguments?: unknown;
  TimeoutSeconds?: unknown;
  HeartbeatSeconds?: unknown;
}

export interface PassState extends Shaping, Transition {
  Type: 'Pass';
}

export interface ChoiceRule extends Shaping {
  Condition: unknown;
  Next: string;
}

export interface ChoiceState extends Shaping {
  Type: 'Choice';
  Choices: ChoiceRule[];
  Default?: string;
}

export interface WaitState extends Shaping, Transition {
  Type: 'Wait';
  Seconds?: unknown;
  Timestamp?: unknown;
}

export interface SucceedState {
  Type: 'Succeed';
  Output?: unknown;
}

export interface FailState {
  Type: 'Fail';
  Error?: unknown;
  Cause?: unknown;
}

export interface ParallelState extends Shaping, Transition, Recovery {
  Type: 'Parallel';
  Arguments?: unknown;
  Branches: Block[];
}

export interface ItemReader {
  Resource: string;
  Arguments?: unknown;
  ReaderConfig?: {
    InputType?: 'CSV' | 'JSON' | 'JSONL';
    CSVHeaderLocation?: 'FIRST_ROW' | 'GIVEN';
    CSVHeaders?: string[];
    CSVDelimiter?: 'COMMA' | 'PIPE' | 'SEMICOLON' | 'SPACE' | 'TAB';
    ItemsPointer?: string;
    MaxItems?: unknown;
  };
}

export interface ItemBatcher {
  MaxItemsPerBatch?: unknown;
  MaxInputBytesPerBatch?: unknown;
  BatchInput?: unknown;
}

export interface ResultWriter {
  Resource?: string;
  Arguments?: unknown;
  WriterConfig?: { Transformation?: 'NONE' | 'COMPACT' | 'FLATTEN'; OutputType?: 'JSON' | 'JSONL' };
}

export interface MapState extends Shaping, Transition, Recovery {
  Type: 'Map';
  Items?: unknown;
  ItemSelector?: unknown;
  ItemProcessor: Block & { ProcessorConfig?: { Mode?: 'INLINE' | 'DISTRIBUTED'; ExecutionType?: 'STANDARD' | 'EXPRESS' } };
  /** Of a distributed Map: where its items are read, how many go together, and where what becomes of them is written. */
  ItemReader?: ItemReader;
  ItemBatcher?: ItemBatcher;
  ResultWriter?: ResultWriter;
  /** Of a distributed Map, in the ARNs of what it runs. */
  Label?: string;
  MaxConcurrency?: unknown;
  ToleratedFailureCount?: unknown;
  ToleratedFailurePercentage?: unknown;
}

export type State = (TaskState | PassState | ChoiceState | WaitState | SucceedState | FailState | ParallelState | MapState) & {
  /** Where it is not the machine's. */
  QueryLanguage?: QueryLanguageName;
};
/** The states whose failures can be retried and caught. */
export type RecoverableState = TaskState | ParallelState | MapState;
