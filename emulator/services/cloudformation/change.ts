/** A change of one resource, as a change set shows it. */
export interface Change {
  Action: 'Add' | 'Modify' | 'Remove';
  LogicalResourceId: string;
  PhysicalResourceId?: string;
  ResourceType: string;
  Replacement?: 'True' | 'False';
  PolicyAction?: 'Delete' | 'Retain' | 'ReplaceAndDelete' | 'ReplaceAndRetain';
  Scope: string[];
  Details: ChangeDetail[];
}

interface ChangeDetail {
  Target: { Attribute: 'Properties'; Name: string; RequiresRecreation: 'Always' | 'Never' };
  Evaluation: 'Static';
  ChangeSource: 'DirectModification';
}
