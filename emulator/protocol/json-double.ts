import { javaDouble } from '../kernel/java-double.ts';

/** What `JSON.stringify` writes as it is; TypeScript's libraries do not know it yet, and Node 20 does not have it: there a whole double is written as an integer. */
const { rawJSON } = JSON as unknown as { rawJSON?: (text: string) => unknown };

/**
 * A double, or a time in seconds, as AWS writes it, also where it is a whole number (localstack's snapshots of test_cloudwatch.py and
 * test_logs_metric_filters.py, validated on AWS).
 */
export function asJsonDouble(value: number): unknown {
  return rawJSON && Number.isInteger(value) ? rawJSON(javaDouble(value)) : value;
}
