import type { Timer } from '../../../kernel/virtual-clock.ts';
import type { Target } from '../hosts/managed-hosts.ts';

/** A document that State Manager keeps running on the hosts that match its targets. */
export interface Association extends AssociationRequest {
  associationId: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  lastExecutedAt?: Date;
  /** Whether a command could be sent when it was applied last. */
  status: 'Pending' | 'Success' | 'Failed';
  timer?: Timer;
}

export interface AssociationRequest {
  Name: string;
  AssociationName?: string;
  DocumentVersion?: string;
  Parameters?: Record<string, string[]>;
  Targets?: Target[];
  ScheduleExpression?: string;
  MaxErrors?: string;
  MaxConcurrency?: string;
  ComplianceSeverity?: string;
  ApplyOnlyAtCronInterval?: boolean;
}

/** As CreateAssociation, UpdateAssociation and DescribeAssociation show it. */
export function describedAssociation(association: Association) {
  return {
    ...listedAssociation(association),
    Date: association.createdAt,
    LastUpdateAssociationDate: association.updatedAt,
    Parameters: association.Parameters ?? {},
    MaxErrors: association.MaxErrors,
    MaxConcurrency: association.MaxConcurrency,
    // a severity that nobody gave is not told: Terraform's aws_ssm_association would take it away at every run
    ComplianceSeverity: association.ComplianceSeverity,
    ApplyOnlyAtCronInterval: association.ApplyOnlyAtCronInterval ?? false,
  };
}

/** As ListAssociations shows it. */
export function listedAssociation(association: Association) {
  return {
    Name: association.Name,
    AssociationId: association.associationId,
    AssociationName: association.AssociationName,
    AssociationVersion: String(association.version),
    DocumentVersion: association.DocumentVersion ?? '$DEFAULT',
    Targets: association.Targets,
    ScheduleExpression: association.ScheduleExpression,
    LastExecutionDate: association.lastExecutedAt,
    Overview: { Status: association.status },
  };
}

/** What of an association is not emulated. */
export const notEmulated = [
  'OutputLocation',
  'AutomationTargetParameterName',
  'SyncCompliance',
  'CalendarNames',
  'TargetLocations',
  'ScheduleOffset',
  'Duration',
  'TargetMaps',
  'AlarmConfiguration',
  'AssociationDispatchAssumeRole',
] as const;
