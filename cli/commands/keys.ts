import { InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { CommandError, type CommandErrorName } from '../exit.ts';
import type { Actions } from '../keys/actions/actions.ts';
import type { KeysOptions } from '../keys/environment.ts';
import { signatureNames } from '../keys/token/signature-names.ts';
import { type Example, hsmCommand, targetCommand, unlessStandard, wholeNumber } from '../options.ts';
import { perform } from '../perform.ts';

/** Keys in the HSMs of an environment. Each action names the environment, before its own name or behind it. */
export function keysCommand() {
  const command = hsmCommand('keys', [
    ['npx hsm keys production prove', 'see each algorithm work in the HSMs'],
    ['npx hsm keys production generate --type aes --size 256 --label documents', 'make a key that never leaves them'],
    ['npx hsm keys production encrypt --label documents --in report.pdf -o report.pdf.enc', 'encrypt a file of any length with it'],
    ['npx hsm keys production sign --help', 'options of an action'],
  ])
    .description('make and use keys in the HSMs of an environment')
    .usage('<environment> <action> [options]')
    .argument('[environment]')
    .argument('[action]')
    .allowUnknownOption()
    .allowExcessArguments()
    // what no action of its own takes: `hsm keys ENVIRONMENT WORD` comes as WORD ENVIRONMENT
    .action((word, environment) => {
      if (word === undefined) command.help({ error: true });
      const alone = environment === undefined || environment.startsWith('-');
      const wrong = alone ? `what is to be done with the keys of '${word}' is missing` : `unknown action '${word}'`;
      command.error(`error: ${wrong}; it is one of ${actionNames.join(', ')}`);
    });
  const actions = [proveAction, generateAction, listAction, findAction, showAction, encryptAction, decryptAction];
  for (const action of [...actions, signAction, verifyAction, exportAction, deleteAction]) command.addCommand(action());
  return command;
}

/** The actions, by which `hsm` knows that the word before one is an environment. */
export const actionNames = ['prove', 'generate', 'list', 'find', 'show', 'encrypt', 'decrypt', 'sign', 'verify', 'export-public', 'delete'];

type Given = { [Name in keyof Actions]: Parameters<Actions[Name]>[1] };

async function act<Name extends keyof Actions>(name: Name, environment: string, options: KeysOptions & Given[Name]): Promise<void> {
  await perform(options, async () => {
    const [{ actions }, { again }] = await Promise.all([import('../keys/actions/actions.ts'), import('../target.ts')]);
    // once it has begun, the region that was asked for is everybody's
    const here = again(options);
    const take = actions[name] as (environment: string, options: KeysOptions & Given[Name]) => Promise<void>;
    const { in: from, out: to } = options as { in?: string; out?: string };
    await take(environment, { ...options, in: unlessStandard(from), out: unlessStandard(to) }).catch((error: unknown) => {
      throw error instanceof CommandError ? ofEnvironment(error, environment, here) : error;
    });
  });
}

/** What knows no environment names it ENVIRONMENT. */
function ofEnvironment(error: CommandError, environment: string, again: string): CommandError {
  const { message, exitCode, remedy, cause } = error;
  const whole = remedy.replaceAll(/npx hsm (keys|describe) ENVIRONMENT( \w+)?/g, `npx hsm $1 ${environment}$2${again}`);
  return new CommandError(message, exitCode, error.name as CommandErrorName, { remedy: whole, cause });
}

function action(name: string, description: string, examples: Example[]) {
  return targetCommand(name, examples)
    .description(description)
    .usage(`[options]\n       hsm keys <environment> ${name} [options]`)
    .argument('<environment>', 'name of an environment')
    .option('--module <file>', "PKCS #11 module; the emulator's or CloudHSM's own without it")
    .option('--user <name>', 'crypto user; the first one of the environment without it');
}

function proveAction() {
  return action('prove', 'make and use a key for each algorithm, and leave nothing behind', [
    ['npx hsm keys production prove', 'a line for each algorithm'],
    ['npx hsm keys production prove --local', 'rehearse it on this machine: provision its file there, then prove'],
    ['npx hsm keys production prove --json', 'the same for a program'],
  ])
    .option('--local', 'on an AWS of this machine instead, which begins empty: provisions the environment there first')
    .option('-f, --file <file>', 'with --local: the environment file; ENVIRONMENT.json here or in examples without it')
    .action((environment, options) => act('prove', environment, options));
}

function generateAction() {
  return action('generate', 'make a key, or a pair, that can never be taken out of the HSMs', [
    ['npx hsm keys production generate --type aes --size 256 --label documents', 'for encrypting'],
    ['npx hsm keys production generate --type ec --curve P-384 --label codes', 'a pair for signing, under one label'],
  ])
    .addOption(new Option('--type <type>', 'what it is for').choices(['aes', 'rsa', 'ec'] as const).makeOptionMandatory())
    .addOption(new Option('--size <bits>', 'of AES 128, 192, 256; of RSA 2048, 3072, 4096').argParser(wholeNumber))
    .addOption(new Option('--curve <curve>', 'of EC').choices(['P-256', 'P-384', 'P-521', 'secp256k1'] as const))
    .requiredOption('--label <label>', 'what it is called')
    .addOption(idOption('what it is called beside the label'))
    .action((environment, options) => act('generate', environment, options));
}

function listAction() {
  return action('list', 'list the keys that the user sees', [['npx hsm keys production list', 'label, type, size, what it may do']]).action(
    (environment, options) => act('list', environment, options),
  );
}

function findAction() {
  return named(
    action('find', 'list the keys of a label or id', [['npx hsm keys production find --label documents', 'all that are called so']]),
  ).action((environment, options) => act('list', environment, options));
}

function showAction() {
  return named(
    action('show', 'show what a key is, and what it may do', [
      ['npx hsm keys production show --label documents', 'its attributes, in words'],
    ]),
  ).action((environment, options) => act('show', environment, options));
}

const cipherOption = () => new Option('--mechanism <mechanism>', 'how').choices(['aes-gcm', 'aes-cbc-pad'] as const);

function encryptAction() {
  return files(
    named(
      action('encrypt', 'encrypt data of any length', [
        [
          'npx hsm keys production encrypt --label documents <report.pdf >report.pdf.enc',
          'up to 16,224 bytes by the HSM itself, more in an envelope',
        ],
      ]),
    ),
  )
    .addOption(cipherOption())
    .action((environment, options) => act('encrypt', environment, options));
}

function decryptAction() {
  return files(
    named(
      action('decrypt', 'decrypt what encrypt has written', [
        [
          'npx hsm keys production decrypt --label documents --in report.pdf.enc -o report.pdf',
          'the file is there when all of it is authentic',
        ],
      ]),
    ),
  )
    .addOption(cipherOption())
    .action((environment, options) => act('decrypt', environment, options));
}

const signatureOption = () => new Option('--mechanism <mechanism>', 'how; by the type of the key without it').choices(signatureNames);

function signAction() {
  return files(
    named(
      action('sign', 'sign data of any length, as openssl verifies it', [
        ['npx hsm keys production sign --label codes --in release.tar -o release.tar.sig', 'a signature of its own, beside the data'],
      ]),
    ),
  )
    .addOption(signatureOption())
    .action((environment, options) => act('sign', environment, options));
}

function verifyAction() {
  return named(
    action('verify', 'verify a signature', [
      ['npx hsm keys production verify --label codes --in release.tar --signature release.tar.sig', 'exit code 0 where it is good'],
    ]),
  )
    .option('--in <file>', 'the data; standard input without it')
    .requiredOption('--signature <file>', 'the signature')
    .addOption(signatureOption())
    .action((environment, options) => act('verify', environment, options));
}

function exportAction() {
  return named(
    action('export-public', 'print a public key', [['npx hsm keys production export-public --label codes >codes.pem', 'as PEM']]),
  )
    .option('-o, --out <file>', 'a file instead of standard output')
    .action((environment, options) => act('exportPublic', environment, options));
}

function deleteAction() {
  return named(
    action('delete', 'delete a key, or a pair; only a backup brings it back', [
      ['npx hsm keys production delete --label documents', 'what it has encrypted is lost with it'],
    ]),
  )
    .option('-y, --yes', 'do not ask')
    .action((environment, options) => act('delete', environment, options));
}

function named<Command extends ReturnType<typeof action>>(command: Command) {
  return command.option('--label <label>', 'label of the key').addOption(idOption('id of the key, where several have the label'));
}

function files<Command extends ReturnType<typeof named>>(command: Command) {
  return command
    .option('--in <file>', 'what to read; standard input without it')
    .option('-o, --out <file>', 'what to write; standard output without it');
}

function idOption(what: string) {
  return new Option('--id <hex>', what).argParser((text) => {
    if (/^([0-9a-f]{2}){1,64}$/i.test(text)) return text.toLowerCase();
    throw new InvalidArgumentError('It has to be hexadecimal digits in pairs.');
  });
}
