import { styleText } from 'node:util';
import type { SummaryDocument } from './document.ts';

/** Colours on a terminal, unless it or its owner wants none. */
function coloured(format: 'bold' | 'green' | 'red', text: string): string {
  return styleText(format, text, { stream: process.stdout });
}

/** The summary for people. */
export function summaryText(document: SummaryDocument): string {
  if (document.outcome === 'ALREADY_RUNNING') {
    return `${document.environment} is being provisioned with the same file: already running\n  watch it: npx hsm watch ${document.execution}`;
  }
  if (document.outcome === 'FAILED') return failure(document);
  const rows = [...resources(document), ...figures(document)];
  const width = Math.max(...rows.map(([label]) => label.length));
  const lines = rows.map(([label, value]) => `  ${coloured('bold', label.padEnd(width))}  ${value}`);
  const headline = document.cluster ? `${document.environment} is ready` : 'the execution has succeeded';
  return [coloured('green', headline), ...lines].join('\n');
}

function failure({ environment, error, execution, created }: SummaryDocument): string {
  const lines = [coloured('red', `${environment} failed: ${error?.name}`), `  ${error?.message.replaceAll('\n', '\n  ')}`];
  if (error?.remedy) lines.push(`  ${coloured('bold', 'remedy')}  ${error.remedy}`);
  if (created.length > 0) lines.push(`  created: ${created.join(', ')}`);
  if (execution) lines.push(`  execution: ${execution}`);
  return lines.join('\n');
}

function resources({ cluster, certificate, backup, keyStore, created }: SummaryDocument): [string, string][] {
  if (!cluster) return [];
  const hsms = cluster.hsms.map(({ availabilityZone, state, ip }) => `${availabilityZone} ${state} ${ip}`).join(', ');
  return [
    ['cluster', `${cluster.id} ${cluster.state}, ${cluster.hsmType} ${cluster.mode}`],
    ['HSMs', hsms],
    ['CA', `${certificate?.issuer}, certificate until ${certificate?.notAfter.slice(0, 10)}`],
    ['backup', backup ? `${backup.id} ${backup.state}, ${backup.createdAt}` : 'none'],
    ['key store', keyStore ? `${keyStore.id} ${keyStore.state}` : 'none asked for'],
    ...(keyStore ? [['key proof', `encrypted and decrypted with ${keyStore.keyArn}`] as [string, string]] : []),
    ['created', created.length > 0 ? shortly(created) : 'nothing: everything stood already'],
  ];
}

/** Secrets by their user; everything else by its id. */
function shortly(created: string[]): string {
  const secrets = created.map((id) => /:secret:.*\/([^/]+)-\w{6}$/.exec(id)?.[1]).filter((user) => user !== undefined);
  const others = created.filter((id) => !id.includes(':secret:'));
  return [...others, ...(secrets.length > 0 ? [`secrets of ${secrets.join(', ')}`] : [])].join(', ');
}

function figures({ time, steps, cost }: SummaryDocument): [string, string][] {
  const overhead = time.overhead ? `, ${((time.overhead - 1) * 100).toFixed(1)} % beyond what AWS itself took` : '';
  return [
    ['cloud time', `${minutes(time.cloudSeconds)}${overhead}`],
    ['wall time', `${time.wallSeconds.toFixed(1)} s`],
    ['steps', `${steps.transitions} state transitions, $${steps.price.toFixed(4)}`],
    ['cost', cost ? `${cost.currency} ${cost.perHour.toFixed(2)} an hour, ${cost.perMonth.toFixed(2)} a month while it stands` : ''],
  ];
}

function minutes(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
