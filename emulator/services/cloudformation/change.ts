/** A change of one resource, as a change set shows it. */
export interface Change {
  Action: 'Add' | 'Modify' | 'Remove';
  LogicalResourceId: string;
  PhysicalResourceId?: string;
  ResourceType: string;
  Replacement?: 'True' | 'False' | 'Conditional';
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

/** Why a property changes. */
export interface ChangeCause {
  Evaluation: 'Static' | 'Dynamic';
  ChangeSource: 'DirectModification' | 'ParameterReference' | 'ResourceReference' | 'ResourceAttribute';
  CausingEntity?: string;
  /** Whom alone it is told: who asks for values, or who does not. */
  toldWith?: 'values' | 'names';
}

interface ChangeDetail extends ChangeCause {
  Target: ChangeTarget;
}

/** Changes as they are told, with values or without; what nothing is told of then is none. */
export function toldChanges(changes: Change[], withValues: boolean): Change[] {
  return changes.flatMap((change): Change[] => {
    const details = change.Details.filter(({ toldWith }) => toldWith !== (withValues ? 'names' : 'values'));
    if (change.Action === 'Modify' && details.length === 0) return [];
    const told = { ...change, Details: details.map(({ toldWith: _, ...detail }) => detail) };
    return [withValues ? told : withoutValues(told)];
  });
}

function withoutValues({ BeforeContext: _, AfterContext: __, ...change }: Change): Change {
  const Details = change.Details.map(({ Target: { Attribute, Name, RequiresRecreation }, ...detail }) => {
    return { Target: { Attribute, Name, RequiresRecreation }, ...detail };
  });
  return { ...change, Details };
}
