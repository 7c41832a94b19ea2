import { activeHsms } from '../../core/cloudhsm/active-hsms.ts';
import { commandsHere } from '../../core/commands-here.ts';
import { howToWatch } from '../follow/goes-on.ts';
import { intents } from '../intents/intents.ts';
import { styled, width } from '../output.ts';
import type { FailureDetails } from '../perform.ts';
import { costText } from '../text/cost.ts';
import { duration } from '../text/duration.ts';
import { type Field, fields } from '../text/fields.ts';
import { whole, wrap } from '../text/wrap.ts';
import type { RunDocument } from './document.ts';

export interface Telling {
  /** Whether nothing of it was real. */
  rehearsal: boolean;
  /** Options that a command has to repeat to come to the same place. */
  again: string;
  /** How wide the terminal is. */
  columns?: number;
}

/** How a run has ended that has not failed, for people. */
export function resultText(document: RunDocument, { rehearsal, again, columns = width() }: Telling): string {
  const { environment, intent, outcome, execution } = document;
  if (outcome === 'ALREADY_RUNNING') {
    return `${environment}: ${intent} runs already, as it is asked for here\n  ${execution}\n  watch it: ${howToWatch({ again }, environment)}`;
  }
  if (outcome === 'WAITING' && document.waiting?.message) return document.waiting.message.trimEnd();
  const rows = [...resources(document), ...figures(document)];
  const headline = wrap(commandsHere(headlineOf(document, rehearsal), again), columns, 2);
  return [styled('green', headline), ...fields(rows, columns, (label) => styled('bold', label))].join('\n');
}

/** Nobody takes a rehearsal for the real thing. */
function headlineOf(document: RunDocument, rehearsal: boolean): string {
  const { environment, intent, cluster, keyStore } = document;
  const done = intents[intent]?.done(document);
  if (!cluster) return done ? `${rehearsal ? 'rehearsed: ' : ''}${done}` : 'the execution has succeeded';
  if (!rehearsal || document.drill) return done ?? `${intent} of ${environment} is done`;
  const active = activeHsms(cluster).length;
  const stands = [`${active} HSM${active === 1 ? '' : 's'} active`, ...(keyStore ? [`key store ${keyStore.state.toLowerCase()}`] : [])];
  return `rehearsal of ${environment} done: ${stands.join(', ')}`;
}

/** What has failed, and what else people have to know of it. */
export function failureText(document: RunDocument, { rehearsal, again, columns = width() }: Telling): { problem: string; facts: string } {
  const { environment, intent, error, created, execution } = document;
  const facts: Field[] = [
    ['remedy', error?.remedy ?? ''],
    ['rehearsal', rehearsal && error ? withMoreRoom(error, again) : ''],
    ['created', created.length > 0 ? shortly(created) : ''],
    ['execution', execution ?? ''],
  ];
  return {
    problem: `${rehearsal ? 'the rehearsal of ' : ''}${environment || intent} failed: ${error?.name}\n${error?.message}`,
    facts: fields(
      facts.filter(([, value]) => value !== ''),
      columns,
    ).join('\n'),
  };
}

/** Nobody raises a quota of a local AWS by asking for it: it starts with another one. */
function withMoreRoom({ message, remedy }: FailureDetails, again: string): string {
  const [, name = '', wanted] = /--param (clusterQuota|hsmQuota|keyStoreQuota)=(\d+)/.exec(`${message} ${remedy}`) ?? [];
  if (!wanted) return '';
  const stage = /--stage \S+/.exec(again)?.[0];
  const start = ['npx hsm emulator --deploy', stage, `--param ${name[0]!.toUpperCase()}${name.slice(1)}=${wanted}`]
    .filter(Boolean)
    .join(' ');
  return `a local AWS has the quota that it is started with: \`${whole(start)}\``;
}

function resources({
  cluster,
  certificate,
  backup,
  keyStore,
  created,
  removed,
  replaced = [],
  rotated = [],
  drill,
  clients,
}: RunDocument): Field[] {
  if (!cluster) return [];
  const hsms = cluster.hsms.map(({ availabilityZone, state, ip }) => whole(`${availabilityZone} ${state} ${ip}`)).join(', ');
  return [
    ...(drill ? [['drill', drillText(drill)] as const] : []),
    ...(clients ? clientRows(clients) : []),
    ['cluster', `${cluster.id} ${cluster.state}, ${cluster.hsmType} ${cluster.mode}`],
    ['HSMs', hsms || 'none'],
    ['CA', certificate ? `${certificate.issuer}; certificate until ${certificate.notAfter.slice(0, 10)}` : 'none has signed yet'],
    ['backup', backup ? `${backup.id} ${backup.state}, ${backup.createdAt}` : 'none'],
    ['key store', keyStore ? `${keyStore.id} ${keyStore.state}` : 'none asked for'],
    ...(keyStore?.proof ? [['key proof', `encrypted and decrypted with ${keyStore.keyArn}`] as const] : []),
    ['created', created.length > 0 ? shortly(created) : removed.length > 0 ? 'nothing' : 'nothing: everything stood already'],
    ...(removed.length > 0 ? [['removed', shortly(removed)] as const] : []),
    ...(replaced.length > 0 ? [['replaced', replaced.map(({ before, after }) => `${before} by ${after}`).join(', ')] as const] : []),
    ...(rotated.length > 0 ? [['passwords', `new ones of ${rotated.join(', ')}`] as const] : []),
  ];
}

function clientRows({ hosts, attached, association }: NonNullable<RunDocument['clients']>): Field[] {
  const outside = hosts.filter(({ inGroup }) => inGroup === false).map(({ id }) => id);
  const rows: Field[] = [
    ...hosts.map(({ id, platform, changed, found }): Field => {
      return [id, `${platform}: ${changed.length > 0 ? changed.join(', ') : `nothing to change: ${found.join(', ')}`}`];
    }),
    ['let in', attached.join(', ')],
    ['outside', outside.length > 0 ? `${outside.join(', ')} lack the cluster's security group` : ''],
    ['association', association ?? ''],
  ];
  return rows.filter(([, value]) => value !== '');
}

function drillText({ backup, cluster, region, recoverySeconds, cost }: NonNullable<RunDocument['drill']>): string {
  return `${backup} restored into ${cluster} in ${region} in ${whole(duration(recoverySeconds))}, its keys proven; USD ${cost.toFixed(2)}; removed again`;
}

/** Secrets by their user; everything else by its id. */
function shortly(created: string[]): string {
  const secrets = created.map((id) => /:secret:.*\/([^/]+)-\w{6}$/.exec(id)?.[1]).filter((user) => user !== undefined);
  const others = created.filter((id) => !id.includes(':secret:'));
  return [...others, ...(secrets.length > 0 ? [`secrets of ${secrets.join(', ')}`] : [])].join(', ');
}

function figures({ time, steps, cost }: RunDocument): Field[] {
  const overhead = time.overhead ? `, ${((time.overhead - 1) * 100).toFixed(1)} % beyond what AWS itself took` : '';
  return [
    ['cloud time', `${whole(duration(time.cloudSeconds))}${overhead}`],
    ['wall time', `${time.wallSeconds.toFixed(1)} s`],
    ['steps', `${steps.transitions} state transitions, $${steps.price.toFixed(4)}`],
    ...(cost ? [['cost', costText(cost)] as const] : []),
  ];
}
