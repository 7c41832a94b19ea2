/** What a request says of a stack beside its template. */
export interface StackSettings {
  tags: { Key: string; Value: string }[];
  capabilities?: string[];
  notificationArns?: string[];
  roleArn?: string;
  timeoutInMinutes?: number;
  /** What becomes of a stack that cannot be created. */
  onFailure: 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';
}
