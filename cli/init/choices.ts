import type { Environment } from '../../core/environment/environment.ts';
import { environmentCost } from '../../core/pricing.ts';
import { CommandError, exitCodes } from '../exit.ts';
import { type Authority, authorities, groupsOf, type Network, networksOf, oneForEachZone, shownNetwork } from './account.ts';
import type { Questions } from './questions.ts';
import type { Standing } from './standing.ts';

/** What somebody has said already, by options. */
export interface Given {
  name?: string;
  purpose?: 'production' | 'testing';
  vpc?: string;
  subnets?: string[];
  hsms?: number;
  certificateAuthority?: string;
  selfSigned?: boolean;
  securityGroups?: string[];
  /** False for none; true where nothing is said. */
  keyStore?: string | boolean;
}

/** What goes into the file. */
export interface Choices {
  name: string;
  purpose: 'production' | 'testing';
  subnetIds: string[];
  zones: string[];
  hsmCount: number;
  /** The CA's ARN; undefined for a self-signed one. */
  authority: string | undefined;
  securityGroupIds: string[];
  keyStore: string | undefined;
  /** What stands of it already, and is written as it is. */
  standing?: Standing;
}

/** How many zones are suggested, of those that there are. */
const usualZones = 3;
const usualHsms = 2;

/**
 * Makes the choices that an environment file wants: what was given, else what the account leaves no choice of, else what a person at the
 * terminal answers; without a person what is usual, as long as nothing is guessed that matters.
 *
 * @param ask undefined where there is nobody to ask
 * @param standingOf looks for what stands of an environment already: that is a choice that was made
 * @throws CommandError where the account has nothing that fits, or several and nobody says which
 */
export async function choose(
  given: Given,
  region: string,
  ask: Questions | undefined,
  standingOf: (name: string) => Promise<Standing | undefined> = async () => undefined,
): Promise<Choices> {
  const name = given.name ?? (await ask?.name('production')) ?? 'production';
  const standing = await standingOf(name);
  if (standing?.asked) return chooseAsAsked(given, standing, standing.asked);
  if (standing) return chooseAsItStands(given, region, ask, { name, standing });
  const purpose = await choosePurpose(given, ask);
  const network = await chooseNetwork(given, region, ask);
  const chosen = await chooseSubnets(given, network, ask);
  const zones = chosen.map(({ availabilityZone }) => availabilityZone);
  const authority = await chooseAuthority({ ...given, purpose }, region, ask);
  const keyStore = await chooseKeyStore(given, name, ask);
  const least = keyStore === undefined ? 1 : 2;
  const price = (hsms: number) => environmentCost(region, 'hsm2m.medium', hsms, keyStore === undefined ? 0 : 1);
  const hsmCount = given.hsms ?? (await ask?.hsms(usualHsms, least, price)) ?? usualHsms;
  const securityGroupIds = given.securityGroups ?? (await chooseGroups(network, ask));
  return { name, purpose, subnetIds: chosen.map(({ subnetId }) => subnetId), zones, hsmCount, authority, securityGroupIds, keyStore };
}

/** The file on record says all of it; more HSMs that stand are asked for, since no provision takes them away. */
function chooseAsAsked(given: Given, standing: Standing, asked: Environment): Choices {
  const { name, purpose, subnetIds, hsmCount, certificateAuthority, activation, keyStore } = asked;
  return {
    name,
    purpose: given.purpose ?? (given.selfSigned ? 'testing' : purpose),
    subnetIds: given.subnets ?? subnetIds,
    zones: standing.zones,
    hsmCount: given.hsms ?? Math.max(hsmCount, standing.hsmCount),
    authority: given.selfSigned ? undefined : (given.certificateAuthority ?? certificateAuthority.arn),
    securityGroupIds: given.securityGroups ?? activation.securityGroupIds,
    keyStore: givenKeyStore(given, keyStore?.name),
    standing,
  };
}

/** Only what nobody can see of it is asked for. */
async function chooseAsItStands(
  given: Given,
  region: string,
  ask: Questions | undefined,
  { name, standing }: { name: string; standing: Standing },
): Promise<Choices> {
  const purpose = await choosePurpose(given, ask);
  const { vpcId, zones } = standing;
  return {
    name,
    purpose,
    subnetIds: given.subnets ?? standing.subnetIds,
    zones,
    hsmCount: given.hsms ?? standing.hsmCount,
    authority:
      standing.signedElsewhere && !given.certificateAuthority ? undefined : await chooseAuthority({ ...given, purpose }, region, ask),
    securityGroupIds: given.securityGroups ?? (await chooseGroups({ vpcId, groupIds: await groupsOf(vpcId) }, ask)),
    keyStore: givenKeyStore(given, standing.keyStore?.name),
    standing,
  };
}

/** What is signed by a root of its own is for testing. */
async function choosePurpose({ purpose, selfSigned }: Given, ask: Questions | undefined): Promise<Choices['purpose']> {
  return purpose ?? (selfSigned ? 'testing' : ((await ask?.purpose()) ?? 'production'));
}

async function chooseNetwork({ vpc, subnets }: Given, region: string, ask: Questions | undefined): Promise<Network> {
  const networks = await networksOf();
  const holds = (network: Network) => (subnets ?? []).every((id) => network.subnets.some(({ subnetId }) => subnetId === id));
  const fitting = networks.filter((network) => (vpc === undefined || network.vpcId === vpc) && holds(network));
  if (fitting.length === 1) return fitting[0]!;
  const there = networks.map(shownNetwork).join(', ') || 'none';
  if (fitting.length === 0) {
    const asked = subnets ? ` that holds ${subnets.join(', ')}` : vpc ? ` ${vpc}` : '';
    const problem = `no VPC${asked} of ${region} has private subnets in two availability zones; those that have: ${there}`;
    throw notFound(problem, 'make private subnets, one in each zone, or name others with --vpc or --subnets');
  }
  const answer = await ask?.network(fitting);
  if (!answer) throw notFound(`several VPCs have private subnets in two availability zones: ${there}`, 'say with --vpc which');
  return answer;
}

async function chooseSubnets({ subnets }: Given, network: Network, ask: Questions | undefined) {
  if (subnets) return network.subnets.filter(({ subnetId }) => subnets.includes(subnetId));
  const candidates = oneForEachZone(network.subnets);
  const usual = candidates.toSorted((a, b) => b.freeAddresses - a.freeAddresses).slice(0, usualZones);
  const suggested = candidates.filter((subnet) => usual.includes(subnet));
  return candidates.length > 2 && ask ? ask.subnets(candidates, suggested) : suggested;
}

async function chooseAuthority(given: Given, region: string, ask: Questions | undefined): Promise<string | undefined> {
  if (given.selfSigned) return undefined;
  if (given.certificateAuthority) return given.certificateAuthority;
  const found = await authorities();
  if (given.purpose === 'testing' && ask) return ask.authority(found, true);
  if (found.length === 1) return found[0]!.arn;
  if (found.length === 0) {
    if (given.purpose === 'testing') return undefined;
    const problem = `${region} has no ACTIVE, GENERAL_PURPOSE root CA whose key CloudHSM takes, of this account or shared with it`;
    throw notFound(problem, 'make one in AWS Private CA, name one with --certificate-authority, or try it out with --self-signed');
  }
  if (!ask) throw notFound(`several root CAs could sign: ${found.map(shown).join(', ')}`, 'say with --certificate-authority which');
  return ask.authority(found, false);
}

async function chooseKeyStore(given: Given, name: string, ask: Questions | undefined): Promise<string | undefined> {
  const isSaid = given.keyStore === false || typeof given.keyStore === 'string';
  return ask && !isSaid ? ask.keyStore(name) : givenKeyStore(given, name);
}

function givenKeyStore({ keyStore }: Given, usual: string | undefined): string | undefined {
  if (keyStore === false) return undefined;
  return typeof keyStore === 'string' ? keyStore : usual;
}

/** The VPC's default group lets everything out, if nobody has narrowed it. */
async function chooseGroups({ groupIds, vpcId }: Pick<Network, 'groupIds' | 'vpcId'>, ask: Questions | undefined): Promise<string[]> {
  if (groupIds.length === 0) {
    const problem = `no security group of ${vpcId} lets the task that sets up users out on port 443`;
    throw notFound(problem, 'make one, or name groups with --security-groups');
  }
  return groupIds.length > 1 && ask ? ask.groups(groupIds) : groupIds.slice(0, 1);
}

function shown({ arn, name }: Authority): string {
  return name ? `${arn} (${name})` : arn;
}

function notFound(problem: string, remedy: string): CommandError {
  return new CommandError(problem, exitCodes.badInput, 'NotFound', { remedy });
}
