import { readJson } from '../../kernel/read-json.ts';
import type { MetricName } from '../../service/metric-sink.ts';

interface EmbeddedMetric {
  metric: MetricName;
  at: number;
  values: number[];
  unit: string;
}

const mostDimensions = 30;
const mostMetrics = 100;

/** The metrics that CloudWatch makes of a line in its embedded metric format; none of any other line (CloudWatch User Guide, "Specification"). */
export function embeddedMetrics(message: string): EmbeddedMetric[] {
  if (!message.startsWith('{') || !message.includes('"_aws"')) return [];
  const document = parsed(message);
  const { Timestamp: at, CloudWatchMetrics } = Object(document._aws) as Record<string, unknown>;
  if (typeof at !== 'number' || !Number.isFinite(at)) return [];
  return list(CloudWatchMetrics).flatMap((directive) => {
    const { Namespace, Dimensions, Metrics } = Object(directive) as Record<string, unknown>;
    if (typeof Namespace !== 'string') return [];
    const sets = list(Dimensions).map((names) => list(names).map(String));
    return list(Metrics)
      .slice(0, mostMetrics)
      .flatMap((definition) => {
        const { Name, Unit = 'None' } = Object(definition) as Record<string, unknown>;
        if (typeof Name !== 'string') return [];
        const values = [document[Name]].flat().filter((value) => typeof value === 'number' && Number.isFinite(value)) as number[];
        if (values.length === 0) return [];
        return sets
          .filter((names) => names.length <= mostDimensions && names.every((name) => Object.hasOwn(document, name)))
          .map((names) => ({
            metric: { Namespace, MetricName: Name, Dimensions: names.map((name) => ({ Name: name, Value: String(document[name]) })) },
            at,
            values,
            unit: String(Unit),
          }));
      });
  });
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function parsed(message: string): Record<string, unknown> {
  try {
    return Object(readJson(message)) as Record<string, unknown>;
  } catch {
    return {};
  }
}
