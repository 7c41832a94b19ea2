import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { noVersion, requireParameter } from '../find-parameter.ts';
import { onParameter } from '../resources.ts';
import type { ParameterVersion, SsmPlace } from '../state.ts';

interface Input {
  Name: string;
  ParameterVersion?: number;
  Labels: string[];
}

const mostLabels = 10;

/**
 * A label that another version has moves to this one. What can be no label is named in InvalidLabels.
 *
 * @throws AwsError ParameterNotFound, ParameterVersionNotFound, ParameterVersionLabelLimitExceeded
 */
export const labelParameterVersion: Operation<Input, SsmPlace> = {
  resources: ({ Name }, place) => [onParameter(place, Name)],
  run({ Name, ParameterVersion: number, Labels }, { place }) {
    const versions = versionsOf(place, Name);
    const version = number === undefined ? versions.at(-1)! : versionOf(versions, Name, number);
    const valid = Labels.filter((label) => /^(?!\d|aws|ssm)[\w.-]+$/i.test(label));
    const labels = [...new Set([...version.labels, ...valid])];
    if (labels.length > mostLabels) {
      const why = `A parameter version can have maximum ${mostLabels} labels.Move one or more labels to another version and try again.`;
      throw new AwsError('ParameterVersionLabelLimitExceeded', why);
    }
    for (const other of versions) other.labels = other.labels.filter((label) => !valid.includes(label));
    version.labels = labels;
    return { InvalidLabels: Labels.filter((label) => !valid.includes(label)), ParameterVersion: version.version };
  },
};

/** @throws AwsError ParameterNotFound, ParameterVersionNotFound */
export const unlabelParameterVersion: Operation<Required<Input>, SsmPlace> = {
  resources: ({ Name }, place) => [onParameter(place, Name)],
  run({ Name, ParameterVersion: number, Labels }, { place }) {
    const version = versionOf(versionsOf(place, Name), Name, number);
    const [removed, invalid] = [true, false].map((held) => Labels.filter((label) => version.labels.includes(label) === held));
    version.labels = version.labels.filter((label) => !Labels.includes(label));
    return { RemovedLabels: removed, InvalidLabels: invalid };
  },
};

function versionsOf(place: SsmPlace, name: string): ParameterVersion[] {
  return place.ssm.parameters.get(requireParameter(place, name).held)!;
}

function versionOf(versions: ParameterVersion[], name: string, number: number): ParameterVersion {
  const version = versions.find((held) => held.version === number);
  if (!version) throw noVersion(name, number);
  return version;
}
