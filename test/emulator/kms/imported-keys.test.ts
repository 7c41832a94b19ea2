import { constants, createCipheriv, createHmac, createPublicKey, generateKeyPairSync, publicEncrypt, randomBytes } from 'node:crypto';
import {
  type AlgorithmSpec,
  CreateKeyCommand,
  type CreateKeyCommandInput,
  DecryptCommand,
  DeleteImportedKeyMaterialCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateMacCommand,
  GetParametersForImportCommand,
  GetPublicKeyCommand,
  ImportKeyMaterialCommand,
  type ImportKeyMaterialCommandInput,
  KMSClient,
  ListKeyRotationsCommand,
  RotateKeyOnDemandCommand,
} from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { connection, localAws } from '../../local-aws.ts';

const Plaintext = Buffer.from('under a key from elsewhere');
const material = (byte: number) => Buffer.alloc(32, byte);

async function emptyKey(input: CreateKeyCommandInput = {}) {
  const emulator = await localAws();
  const kms = new KMSClient(connection(emulator));
  const { KeyId, Arn } = (await kms.send(new CreateKeyCommand({ Origin: 'EXTERNAL', ...input }))).KeyMetadata!;
  const parameters = async (WrappingAlgorithm: AlgorithmSpec = 'RSAES_OAEP_SHA_256') => {
    const given = await kms.send(new GetParametersForImportCommand({ KeyId, WrappingAlgorithm, WrappingKeySpec: 'RSA_3072' }));
    return { ...given, wrap: (bytes: Buffer) => wrapped(bytes, Buffer.from(given.PublicKey!), WrappingAlgorithm) };
  };
  const send = (ImportToken: Uint8Array | undefined, EncryptedKeyMaterial: Buffer, more: Partial<ImportKeyMaterialCommandInput> = {}) => {
    const ExpirationModel = more.ValidTo ? 'KEY_MATERIAL_EXPIRES' : 'KEY_MATERIAL_DOES_NOT_EXPIRE';
    return kms.send(new ImportKeyMaterialCommand({ KeyId, ImportToken, EncryptedKeyMaterial, ExpirationModel, ...more }));
  };
  const bring = async (bytes: Buffer, more: Partial<ImportKeyMaterialCommandInput> = {}, algorithm?: AlgorithmSpec) => {
    const { ImportToken, wrap } = await parameters(algorithm);
    return send(ImportToken, wrap(bytes), more);
  };
  const look = async () => (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata!;
  const encrypt = () => kms.send(new EncryptCommand({ KeyId, Plaintext }));
  const open = async (CiphertextBlob: Uint8Array | undefined) =>
    Buffer.from((await kms.send(new DecryptCommand({ CiphertextBlob }))).Plaintext!);
  const forget = (KeyMaterialId?: string) => kms.send(new DeleteImportedKeyMaterialCommand({ KeyId, KeyMaterialId }));
  return { emulator, kms, KeyId: KeyId!, Arn: Arn!, parameters, send, bring, look, encrypt, open, forget };
}

/** As the KMS Developer Guide has openssl do it. */
function wrapped(bytes: Buffer, spki: Buffer, algorithm: string): Buffer {
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const oaepHash = algorithm.endsWith('SHA_1') ? 'sha1' : 'sha256';
  const under = (secret: Buffer) => publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, secret);
  if (algorithm.startsWith('RSAES_OAEP')) return under(bytes);
  const aesKey = randomBytes(32);
  const cipher = createCipheriv('id-aes256-wrap-pad', aesKey, Buffer.from('a65959a6', 'hex'));
  return Buffer.concat([under(aesKey), cipher.update(bytes), cipher.final()]);
}

describe('keys of imported material', () => {
  it('can be used from when it is there until it is deleted, and again when the same comes back', async () => {
    const { look, bring, encrypt, open, forget, Arn } = await emptyKey();
    expect(await look()).toMatchObject({ KeyState: 'PendingImport', Enabled: false, Origin: 'EXTERNAL' });
    const pending = { name: 'KMSInvalidStateException', message: `${Arn} is pending import.` };
    await expect(encrypt()).rejects.toMatchObject(pending);
    const { KeyMaterialId } = await bring(material(1));
    const there = { KeyState: 'Enabled', ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE', CurrentKeyMaterialId: KeyMaterialId };
    expect(await look()).toMatchObject(there);
    const { CiphertextBlob } = await encrypt();
    expect(await forget()).toMatchObject({ KeyId: Arn, KeyMaterialId });
    expect(await look()).toMatchObject({ KeyState: 'PendingImport', CurrentKeyMaterialId: KeyMaterialId });
    await expect(open(CiphertextBlob)).rejects.toMatchObject(pending);
    await expect(bring(material(2))).rejects.toMatchObject({ name: 'IncorrectKeyMaterialException' });
    expect(await bring(material(1))).toMatchObject({ KeyMaterialId });
    expect(await open(CiphertextBlob)).toEqual(Plaintext);
  });

  it('expire when they are to, but for material that has come again without an end', async () => {
    const { emulator, look, bring } = await emptyKey();
    const { clock } = emulator.home;
    const inAnHour = new Date(clock.now() + 3_600_000);
    await bring(material(1), { ValidTo: inAnHour });
    expect(await look()).toMatchObject({ ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: inAnHour });
    await clock.advance(3599);
    expect(await look()).toMatchObject({ KeyState: 'Enabled' });
    await clock.advance(1);
    expect(await look()).toMatchObject({ KeyState: 'PendingImport' });
    await bring(material(1), { ValidTo: new Date(clock.now() + 3_600_000) });
    await bring(material(1));
    await clock.advance(7200);
    expect(await look()).toMatchObject({ KeyState: 'Enabled', ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' });
  });

  it('rotate to material that was imported for it, and open what was made under the one before', async () => {
    const { kms, KeyId, Arn, look, bring, encrypt, open, forget } = await emptyKey();
    const first = await bring(material(1), { KeyMaterialDescription: 'of 2025' });
    const { CiphertextBlob } = await encrypt();
    const rotate = () => kms.send(new RotateKeyOnDemandCommand({ KeyId }));
    await expect(rotate()).rejects.toMatchObject({ message: `No available key material pending rotation for the key: ${Arn}.` });
    const second = await bring(material(2), { ImportType: 'NEW_KEY_MATERIAL' });
    expect(await look()).toMatchObject({ CurrentKeyMaterialId: first.KeyMaterialId });
    await expect(bring(material(3), { ImportType: 'NEW_KEY_MATERIAL' })).rejects.toMatchObject({
      name: 'KMSInvalidStateException',
      message: expect.stringContaining(`(id: ${second.KeyMaterialId}) is pending rotation.`),
    });
    const list = async () => (await kms.send(new ListKeyRotationsCommand({ KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' }))).Rotations;
    const imported = { ImportState: 'IMPORTED', ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' };
    expect(await list()).toMatchObject([
      { ...imported, KeyMaterialState: 'CURRENT', KeyMaterialDescription: 'of 2025' },
      { ...imported, KeyMaterialState: 'PENDING_ROTATION' },
    ]);
    await rotate();
    expect(await look()).toMatchObject({ CurrentKeyMaterialId: second.KeyMaterialId });
    expect(await open(CiphertextBlob)).toEqual(Plaintext);
    await forget(first.KeyMaterialId);
    expect(await list()).toMatchObject([
      { KeyMaterialState: 'NON_CURRENT', ImportState: 'PENDING_IMPORT' },
      { KeyMaterialState: 'CURRENT' },
    ]);
    expect(await look()).toMatchObject({ KeyState: 'PendingImport' });
  });

  it('forget material that waits for a rotation without harm', async () => {
    const { kms, KeyId, look, bring, forget } = await emptyKey();
    await bring(material(1));
    const { KeyMaterialId } = await bring(material(2), { ImportType: 'NEW_KEY_MATERIAL' });
    await forget(KeyMaterialId);
    expect(await look()).toMatchObject({ KeyState: 'Enabled' });
    await expect(kms.send(new RotateKeyOnDemandCommand({ KeyId }))).rejects.toMatchObject({ name: 'KMSInvalidStateException' });
    await expect(forget(KeyMaterialId)).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  it('take the private key of a pair by way of an AES key, and no other than of their spec', async () => {
    const { kms, KeyId, bring, forget } = await emptyKey({ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' });
    const der = ({ privateKey }: ReturnType<typeof pair>) => privateKey.export({ format: 'der', type: 'pkcs8' });
    const pair = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength });
    const mine = pair(2048);
    for (const unfit of [der(pair(3072)), material(1)])
      await expect(bring(unfit, {}, 'RSA_AES_KEY_WRAP_SHA_256')).rejects.toMatchObject({ name: 'IncorrectKeyMaterialException' });
    expect(await bring(der(mine), {}, 'RSA_AES_KEY_WRAP_SHA_1')).not.toHaveProperty('KeyMaterialId');
    const shown = async () => Buffer.from((await kms.send(new GetPublicKeyCommand({ KeyId }))).PublicKey!);
    expect(await shown()).toEqual(mine.publicKey.export({ format: 'der', type: 'spki' }));
    await forget();
    expect(await shown()).toEqual(mine.publicKey.export({ format: 'der', type: 'spki' }));
    await expect(bring(der(pair(2048)), { ImportType: 'NEW_KEY_MATERIAL' }, 'RSA_AES_KEY_WRAP_SHA_256')).rejects.toMatchObject({
      name: 'IncorrectKeyMaterialException',
    });
  });

  it('of HMAC make MACs as whoever has the material does', async () => {
    const { kms, KeyId, bring } = await emptyKey({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    await bring(material(7), {}, 'RSAES_OAEP_SHA_1');
    const { Mac } = await kms.send(new GenerateMacCommand({ KeyId, Message: Plaintext, MacAlgorithm: 'HMAC_SHA_256' }));
    expect(Buffer.from(Mac!)).toEqual(createHmac('sha256', material(7)).update(Plaintext).digest());
  });

  it('want a token of theirs, of today, and material that is wrapped with it', async () => {
    const { emulator, parameters, send } = await emptyKey();
    const [one, other] = [await parameters(), await parameters()];
    await expect(send(one.ImportToken, other.wrap(material(1)))).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
    await expect(send(Buffer.from('made up'), one.wrap(material(1)))).rejects.toMatchObject({ name: 'InvalidImportTokenException' });
    await expect(send(one.ImportToken, one.wrap(Buffer.alloc(16)))).rejects.toMatchObject({ name: 'IncorrectKeyMaterialException' });
    const past = new Date(emulator.home.clock.now() - 1000);
    await expect(send(one.ImportToken, one.wrap(material(1)), { ValidTo: past })).rejects.toMatchObject({ name: 'ValidationException' });
    const inYears = new Date(emulator.home.clock.now() + 366 * 24 * 3600_000);
    await expect(send(one.ImportToken, one.wrap(material(1)), { ValidTo: inYears })).rejects.toThrow('within 365 days');
    await emulator.home.clock.advance(24 * 3600);
    await expect(send(one.ImportToken, one.wrap(material(1)))).rejects.toMatchObject({ name: 'ExpiredImportTokenException' });
  });

  it('are refused what is not emulated by name', async () => {
    const { kms, KeyId } = await emptyKey();
    const asked = new GetParametersForImportCommand({ KeyId, WrappingAlgorithm: 'SM2PKE', WrappingKeySpec: 'SM2' });
    await expect(kms.send(asked)).rejects.toThrow('by SM2PKE under a wrapping key of the spec SM2 is not emulated.');
  });
});
