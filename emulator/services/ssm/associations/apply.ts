import { AwsError } from '../../../kernel/aws-error.ts';
import { newCommand } from '../commands/new-command.ts';
import { findDocument } from '../documents/find-document.ts';
import { givenParameters } from '../documents/given-parameters.ts';
import { checkTargets, targeted } from '../hosts/managed-hosts.ts';
import type { SsmPlace } from '../state.ts';
import type { Association, AssociationRequest } from './association.ts';

const units: Record<string, number> = { minute: 60, hour: 3600, day: 86_400 };
/** The shortest that State Manager takes. */
const shortestSeconds = 1800;

/**
 * Checks what is asked of an association.
 *
 * @throws AwsError InvalidDocument, InvalidParameters, InvalidTarget, InvalidSchedule, ValidationException
 */
export function checkAssociation(
  place: SsmPlace,
  { Name, DocumentVersion, Parameters = {}, Targets = [], ScheduleExpression }: AssociationRequest,
): void {
  givenParameters(findDocument(place, Name, DocumentVersion), Parameters);
  if (Targets.length === 0) throw new AwsError('InvalidTarget', 'The target is not valid or does not exist.');
  checkTargets(Targets);
  if (ScheduleExpression !== undefined && secondsOf(ScheduleExpression) === undefined)
    throw new AwsError('InvalidSchedule', `The schedule ${ScheduleExpression} is not emulated: rate(…) of 30 minutes or more is`);
}

/** Runs it now, unless it waits for its schedule, and then on schedule. A schedule alone moves no time. */
export function startAssociation(place: SsmPlace, association: Association): void {
  association.timer?.cancel();
  if (!association.ApplyOnlyAtCronInterval) apply(place, association);
  next(place, association);
}

function next(place: SsmPlace, association: Association): void {
  const seconds = association.ScheduleExpression && secondsOf(association.ScheduleExpression);
  if (!seconds) return;
  association.timer = place.clock.after('ride', seconds, `association ${association.associationId}`, () => {
    apply(place, association);
    next(place, association);
  });
}

/** Its hosts are those that match at this moment. Its document may have other parameters by now, or another version. */
function apply(place: SsmPlace, association: Association): void {
  const { Name, DocumentVersion, Parameters, Targets = [], MaxErrors = '100%', MaxConcurrency = '100%' } = association;
  association.lastExecutedAt = place.clock.date();
  const request = { DocumentName: Name, DocumentVersion, Parameters, Targets, MaxErrors, MaxConcurrency };
  try {
    newCommand(place, request, targeted(place, Targets));
    association.status = 'Success';
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    association.status = 'Failed';
  }
}

function secondsOf(expression: string): number | undefined {
  const [, count = '', unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const seconds = Number(count) * (units[unit] ?? 0);
  return seconds >= shortestSeconds ? seconds : undefined;
}

/** @throws AwsError AssociationDoesNotExist */
export function findAssociation({ ssm }: SsmPlace, id: string | undefined): Association {
  const association = ssm.associations.get(id ?? '');
  if (!association) throw new AwsError('AssociationDoesNotExist', '');
  return association;
}
