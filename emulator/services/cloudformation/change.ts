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
  /** JSON, of what is there and of what is to be there; only for whoever asks for values. */
  BeforeContext?: string;
  AfterContext?: string;
}

interface ChangeTarget extends ChangedValue {
  Attribute: 'Properties';
  Name: string;
  RequiresRecreation: 'Always' | 'Never';
}

/** As texts, JSON of what is none; only for whoever asks for values. */
interface ChangedValue {
  Path?: string;
  BeforeValue?: string;
  AfterValue?: string;
  AttributeChangeType?: 'Add' | 'Remove' | 'Modify';
}

interface ChangeDetail {
  Target: ChangeTarget;
  Evaluation: 'Static';
  ChangeSource: 'DirectModification';
}

/** A change for whoever does not ask for values. */
export function withoutValues({ BeforeContext: _, AfterContext: __, ...change }: Change): Change {
  const Details = change.Details.map(({ Target: { Attribute, Name, RequiresRecreation }, ...detail }) => {
    return { Target: { Attribute, Name, RequiresRecreation }, ...detail };
  });
  return { ...change, Details };
}
