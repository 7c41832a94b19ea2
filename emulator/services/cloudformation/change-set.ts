import type { Change } from './change.ts';
import type { ShownParameter } from './shown-parameter.ts';
import type { StackSettings } from './stack-settings.ts';

export interface ChangeSet {
  readonly id: string;
  readonly name: string;
  readonly type: 'CREATE' | 'UPDATE';
  readonly description: string | undefined;
  readonly createdAt: Date;
  readonly settings: StackSettings;
  readonly text: string;
  readonly given: Record<string, string>;
  readonly parameters: ShownParameter[];
  changes: Change[];
  status: 'CREATE_PENDING' | 'CREATE_COMPLETE' | 'FAILED';
  reason?: string;
  executionStatus: 'UNAVAILABLE' | 'AVAILABLE' | 'OBSOLETE' | 'EXECUTE_COMPLETE';
}
