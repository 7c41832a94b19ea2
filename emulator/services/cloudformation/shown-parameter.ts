/** A parameter as stacks show it. */
export interface ShownParameter {
  ParameterKey: string;
  ParameterValue: string;
  /** What stands in Systems Manager under the value. */
  ResolvedValue?: string;
}
