import { deployer } from '../deployer.ts';
import { number, required, structures, text } from '../properties.ts';
import type { Deployment, ResourceType } from '../resource-type.ts';

interface Properties {
  FilterName?: string;
  FilterPattern: string;
  LogGroupName: string;
  MetricTransformations: Transformation[];
}

interface Transformation {
  MetricName: string;
  MetricNamespace: string;
  MetricValue: string;
  DefaultValue?: number;
  Unit?: string;
  Dimensions?: { Key: string; Value: string }[];
}

export const metricFilter: ResourceType = {
  type: 'AWS::Logs::MetricFilter',
  fixed: ['FilterName', 'LogGroupName'],
  attributes: [],
  properties: {
    FilterName: text,
    FilterPattern: required(text),
    LogGroupName: required(text),
    MetricTransformations: required(
      structures({
        MetricName: required(text),
        MetricNamespace: required(text),
        MetricValue: required(text),
        DefaultValue: number,
        Unit: text,
        Dimensions: structures({ Key: required(text), Value: required(text) }),
      }),
    ),
  },
  async create(properties: Properties, { place, generatedName }) {
    const physicalId = properties.FilterName ?? generatedName(512);
    await put(place, physicalId, properties);
    return { physicalId };
  },
  async update(properties: Properties, { physicalId }, { place }) {
    await put(place, physicalId, properties);
    return undefined;
  },
  async delete({ physicalId, properties: { LogGroupName } }, place) {
    // with its group it is gone
    place.logs.groups.get(LogGroupName)?.filters.delete(physicalId);
  },
};

async function put(place: Deployment['place'], filterName: string, properties: Properties): Promise<void> {
  const { FilterPattern: filterPattern, LogGroupName: logGroupName, MetricTransformations } = properties;
  const metricTransformations = MetricTransformations.map(transformation);
  await place.call('logs', 'PutMetricFilter', { logGroupName, filterName, filterPattern, metricTransformations }, deployer(place));
}

/** As the API names it. */
function transformation({ MetricName, MetricNamespace, MetricValue, DefaultValue, Unit, Dimensions }: Transformation) {
  return {
    metricName: MetricName,
    metricNamespace: MetricNamespace,
    metricValue: MetricValue,
    ...(DefaultValue !== undefined && { defaultValue: DefaultValue }),
    ...(Unit !== undefined && { unit: Unit }),
    ...(Dimensions && { dimensions: Object.fromEntries(Dimensions.map(({ Key, Value }) => [Key, Value])) }),
  };
}
