import { execFileSync } from 'node:child_process';
import { createCipheriv, createDecipheriv, createPrivateKey, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import type * as Pkcs11Js from 'pkcs11js';

// What programs do over PKCS #11, each in a process of its own. What is refused is answered as the code's name.

export interface Program {
  ck: typeof Pkcs11Js;
  module: Pkcs11Js.PKCS11;
  /** `user:password`. */
  pin: string;
}

const gcmWithOwnIv = 0x8000_1087;

function code(work: () => unknown): string {
  try {
    work();
    return 'CKR_OK';
  } catch (error) {
    // of PKCS #11 2.40, and not known to the binding
    if ((error as { code?: number }).code === 0x1b) return 'CKR_ACTION_PROHIBITED';
    return /CKR_\w+/.exec((error as Error).message)?.[0] ?? (error as Error).message;
  }
}

function loggedIn({ ck, module, pin }: Program): Buffer {
  const session = module.C_OpenSession(module.C_GetSlotList(true)[0]!, ck.CKF_SERIAL_SESSION | ck.CKF_RW_SESSION);
  module.C_Login(session, ck.CKU_USER, pin);
  return session;
}

function aesKey({ ck, module }: Program, session: Buffer, more: Pkcs11Js.Template = []): Buffer {
  const uses = [ck.CKA_ENCRYPT, ck.CKA_DECRYPT].map((type) => ({ type, value: true }));
  return module.C_GenerateKey(session, { mechanism: ck.CKM_AES_KEY_GEN }, [{ type: ck.CKA_VALUE_LEN, value: 32 }, ...uses, ...more]);
}

function gcm(ck: typeof Pkcs11Js, iv: Buffer): Pkcs11Js.Mechanism {
  const parameter = { type: ck.CK_PARAMS_AES_GCM_v240, iv, ivBits: 8 * iv.length, tagBits: 128 };
  return { mechanism: ck.CKM_AES_GCM, parameter };
}

/** CK_GCM_PARAMS without IV. */
function noIv(): Buffer {
  const parameters = Buffer.alloc(48);
  parameters.writeBigUInt64LE(128n, 40);
  return parameters;
}

/** What Node's own cryptography finds under a key of AES, by CloudHSM's name of the mechanism. */
const underAes: Record<string, { mechanism: number; open(key: Buffer, wrapped: Buffer): Buffer }> = {
  noPadding: { mechanism: 0x8000_2109, open: (key, wrapped) => unwrapped('id-aes256-wrap', 'A6A6A6A6A6A6A6A6', key, wrapped) },
  zeroPadding: { mechanism: 0x8000_216f, open: (key, wrapped) => unwrapped('id-aes256-wrap-pad', 'A65959A6', key, wrapped) },
  pkcs5Padding: {
    mechanism: 0x8000_210a,
    open: (key, wrapped) => {
      const padded = unwrapped('id-aes256-wrap', 'A6A6A6A6A6A6A6A6', key, wrapped);
      return padded.subarray(0, padded.length - padded.at(-1)!);
    },
  },
  gcm: {
    mechanism: gcmWithOwnIv,
    open(key, wrapped) {
      const decipher = createDecipheriv('aes-256-gcm', key, wrapped.subarray(0, 12)).setAuthTag(wrapped.subarray(-16));
      return Buffer.concat([decipher.update(wrapped.subarray(12, -16)), decipher.final()]);
    },
  },
};

function unwrapped(algorithm: string, iv: string, key: Buffer, wrapped: Buffer): Buffer {
  const decipher = createDecipheriv(algorithm, key, Buffer.from(iv, 'hex'));
  return Buffer.concat([decipher.update(wrapped), decipher.final()]);
}

function flags({ ck, module }: Program, session: Buffer, key: Buffer): Record<string, boolean> {
  const names = ['TOKEN', 'PRIVATE', 'SENSITIVE', 'EXTRACTABLE', 'ENCRYPT', 'DECRYPT', 'WRAP', 'UNWRAP', 'SIGN', 'VERIFY'] as const;
  return Object.fromEntries(
    names.map((name) => [name, (module.C_GetAttributeValue(session, key, [{ type: ck[`CKA_${name}`] }])[0]!.value as Buffer)[0] === 1]),
  );
}

function labels({ ck, module }: Program, session: Buffer, template: Pkcs11Js.Template = []): string[] {
  module.C_FindObjectsInit(session, template);
  const found = module.C_FindObjects(session, 100);
  module.C_FindObjectsFinal(session);
  return found.map((key) => (module.C_GetAttributeValue(session, key, [{ type: ck.CKA_LABEL }])[0]!.value as Buffer).toString()).toSorted();
}

function theKey({ ck, module }: Program, session: Buffer, label: string): Buffer {
  module.C_FindObjectsInit(session, [{ type: ck.CKA_LABEL, value: label }]);
  const [key] = module.C_FindObjects(session, 1);
  module.C_FindObjectsFinal(session);
  if (!key) throw new Error(`no key ${label}`);
  return key;
}

/** What a test hands over. */
function given<Given>(): Given {
  return JSON.parse(process.env.GIVEN!);
}

export const scenarios = {
  slots({ module }: Program) {
    const slots = module.C_GetSlotList(true);
    return { slots: slots.length, label: module.C_GetTokenInfo(slots[0]!).label.trim() };
  },

  readOnlySession({ ck, module }: Program) {
    return code(() => module.C_OpenSession(module.C_GetSlotList(true)[0]!, ck.CKF_SERIAL_SESSION));
  },

  login(program: Program) {
    return code(() => loggedIn(program));
  },

  notOffered({ ck, module, pin }: Program) {
    const session = loggedIn({ ck, module, pin });
    const key = aesKey({ ck, module, pin }, session);
    return [
      code(() => module.C_InitToken(module.C_GetSlotList(true)[0]!, '12345678', 'label')),
      code(() => module.C_SetPIN(session, pin, 'other-Password1')),
      code(() => module.C_SetAttributeValue(session, key, [{ type: ck.CKA_LABEL, value: 'other' }])),
      code(() => module.C_CopyObject(session, key, [])),
    ];
  },

  usualAttributes(program: Program) {
    const { ck, module } = program;
    const session = loggedIn(program);
    const secret = module.C_GenerateKey(session, { mechanism: ck.CKM_AES_KEY_GEN }, [{ type: ck.CKA_VALUE_LEN, value: 32 }]);
    const { privateKey } = module.C_GenerateKeyPair(
      session,
      { mechanism: ck.CKM_EC_KEY_PAIR_GEN },
      [{ type: ck.CKA_EC_PARAMS, value: Buffer.from('06082a8648ce3d030107', 'hex') }],
      [],
    );
    return {
      secret: flags(program, session, secret),
      sign: (module.C_GetAttributeValue(session, privateKey, [{ type: ck.CKA_SIGN }])[0]!.value as Buffer)[0] === 1,
    };
  },

  /** A caller who gives the same IV twice, as one must with CloudHSM, where the buffer is only a place to put the HSM's own. */
  ivOfTheHsm(program: Program) {
    const { ck, module } = program;
    const session = loggedIn(program);
    const key = aesKey(program, session);
    const encrypted = [1, 2].map(() => {
      module.C_EncryptInit(session, gcm(ck, Buffer.alloc(12)), key);
      return module.C_Encrypt(session, Buffer.from('the same text'), Buffer.alloc(64)).toString('hex');
    });
    module.C_EncryptInit(session, { mechanism: gcmWithOwnIv, parameter: noIv() }, key);
    const message = Buffer.from(module.C_Encrypt(session, Buffer.from('the same text'), Buffer.alloc(64)));
    module.C_DecryptInit(session, gcm(ck, message.subarray(0, 12)), key);
    const apart = module.C_Decrypt(session, message.subarray(12), Buffer.alloc(64)).toString();
    module.C_DecryptInit(session, { mechanism: gcmWithOwnIv, parameter: noIv() }, key);
    const together = module.C_Decrypt(session, message, Buffer.alloc(64)).toString();
    message[20]! ^= 1;
    module.C_DecryptInit(session, { mechanism: gcmWithOwnIv, parameter: noIv() }, key);
    const changed = code(() => module.C_Decrypt(session, message, Buffer.alloc(64))) === 'CKR_OK';
    return { different: encrypted[0] !== encrypted[1], apart, together, changed };
  },

  limits(program: Program) {
    const { ck, module } = program;
    const session = loggedIn(program);
    const key = aesKey(program, session);
    const encrypt = (length: number) =>
      code(() => {
        module.C_EncryptInit(session, gcm(ck, Buffer.alloc(12)), key);
        module.C_Encrypt(session, Buffer.alloc(length), Buffer.alloc(length + 64));
      });
    const inParts = code(() => {
      module.C_EncryptInit(session, gcm(ck, Buffer.alloc(12)), key);
      module.C_EncryptUpdate(session, Buffer.alloc(16), Buffer.alloc(64));
    });
    return { most: encrypt(16_224), more: encrypt(16_225), inParts, after: encrypt(16) };
  },

  mechanisms(program: Program) {
    const { ck, module } = program;
    const session = loggedIn(program);
    const all = new Set(module.C_GetMechanismList(module.C_GetSlotList(true)[0]!));
    return {
      gcm: all.has(gcmWithOwnIv),
      md5: all.has(ck.CKM_MD5),
      md5Asked: code(() => module.C_DigestInit(session, { mechanism: ck.CKM_MD5 })),
      des: code(() => module.C_GenerateKey(session, { mechanism: ck.CKM_DES_KEY_GEN }, [])),
      smallRsa: code(() =>
        module.C_GenerateKeyPair(session, { mechanism: ck.CKM_RSA_PKCS_KEY_PAIR_GEN }, [{ type: ck.CKA_MODULUS_BITS, value: 1024 }], []),
      ),
    };
  },

  /** What single-part mechanisms do with parts: whether that has ended shows what begins next. */
  singleParts(program: Program) {
    const { ck, module } = program;
    const session = loggedIn(program);
    const rsa = [
      { type: ck.CKA_MODULUS_BITS, value: 2048 },
      { type: ck.CKA_PUBLIC_EXPONENT, value: Buffer.from([1, 0, 1]) },
    ];
    const can = (...uses: number[]) => uses.map((type) => ({ type, value: true }));
    const { publicKey, privateKey } = module.C_GenerateKeyPair(
      session,
      { mechanism: ck.CKM_RSA_X9_31_KEY_PAIR_GEN },
      [...rsa, ...can(ck.CKA_VERIFY, ck.CKA_ENCRYPT)],
      can(ck.CKA_SIGN, ck.CKA_DECRYPT),
    );
    const mechanism = { mechanism: ck.CKM_RSA_PKCS };
    const [some, room] = [Buffer.from('some data'), Buffer.alloc(512)];
    const parts = {
      sign: [
        () => module.C_SignInit(session, mechanism, privateKey),
        () => module.C_SignUpdate(session, some),
        () => module.C_SignFinal(session, room),
      ],
      verify: [
        () => module.C_VerifyInit(session, mechanism, publicKey),
        () => module.C_VerifyUpdate(session, some),
        () => module.C_VerifyFinal(session, room),
      ],
      encrypt: [
        () => module.C_EncryptInit(session, { mechanism: ck.CKM_RSA_X_509 }, publicKey),
        () => module.C_EncryptUpdate(session, some, room),
        () => module.C_EncryptFinal(session, room),
      ],
      decrypt: [
        () => module.C_DecryptInit(session, mechanism, privateKey),
        () => module.C_DecryptUpdate(session, some, room),
        () => module.C_DecryptFinal(session, room),
      ],
    };
    const inParts = Object.fromEntries(
      Object.entries(parts).map(([name, [begin, update, end]]) => [name, [begin!, update!, begin!, end!].map((call) => code(call))]),
    );
    // in FIPS mode
    const v15 = code(() => module.C_EncryptInit(session, mechanism, publicKey));
    return { ...inParts, v15 };
  },

  /** Carries keys under others, and lets Node open what comes of it. */
  carries(program: Program) {
    const { ck, module } = program;
    const session = loggedIn(program);
    const [under, value, block] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2), Buffer.alloc(16, 3)];
    const aes = (bytes: Buffer, ...uses: number[]) =>
      module.C_CreateObject(session, [
        { type: ck.CKA_CLASS, value: ck.CKO_SECRET_KEY },
        { type: ck.CKA_KEY_TYPE, value: ck.CKK_AES },
        { type: ck.CKA_VALUE, value: bytes },
        ...uses.map((type) => ({ type, value: true })),
      ]);
    const wrapping = aes(under, ck.CKA_WRAP, ck.CKA_UNWRAP);
    const key = aes(value);
    const { privateKey } = module.C_GenerateKeyPair(
      session,
      { mechanism: ck.CKM_EC_KEY_PAIR_GEN },
      [{ type: ck.CKA_EC_PARAMS, value: Buffer.from('06082a8648ce3d030107', 'hex') }],
      [{ type: ck.CKA_SIGN, value: true }],
    );
    const expected = createCipheriv('aes-256-ecb', value, null).setAutoPadding(false).update(block);
    const isBack = (mechanism: Pkcs11Js.Mechanism, by: Buffer, wrapped: Buffer) => {
      const back = module.C_UnwrapKey(session, mechanism, by, wrapped, [
        { type: ck.CKA_CLASS, value: ck.CKO_SECRET_KEY },
        { type: ck.CKA_KEY_TYPE, value: ck.CKK_AES },
        { type: ck.CKA_ENCRYPT, value: true },
      ]);
      module.C_EncryptInit(session, { mechanism: ck.CKM_AES_ECB }, back);
      return module.C_Encrypt(session, block, Buffer.alloc(16)).equals(expected);
    };
    const seen = Object.entries(underAes).map(([name, { mechanism, open }]) => {
      const by = mechanism === gcmWithOwnIv ? { mechanism, parameter: noIv() } : { mechanism };
      const wrapped = Buffer.from(module.C_WrapKey(session, by, wrapping, key, Buffer.alloc(512)));
      const pair = name === 'noPadding' ? undefined : module.C_WrapKey(session, by, wrapping, privateKey, Buffer.alloc(512));
      const kind = pair && createPrivateKey({ key: open(under, Buffer.from(pair)), format: 'der', type: 'pkcs8' }).asymmetricKeyType;
      return [name, open(under, wrapped).equals(value), isBack(by, wrapping, wrapped), kind];
    });
    const theirs = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { n, e } = theirs.publicKey.export({ format: 'jwk' });
    const open = module.C_CreateObject(session, [
      { type: ck.CKA_CLASS, value: ck.CKO_PUBLIC_KEY },
      { type: ck.CKA_KEY_TYPE, value: ck.CKK_RSA },
      { type: ck.CKA_MODULUS, value: Buffer.from(n!, 'base64url') },
      { type: ck.CKA_PUBLIC_EXPONENT, value: Buffer.from(e!, 'base64url') },
      { type: ck.CKA_WRAP, value: true },
      { type: ck.CKA_ENCRYPT, value: true },
    ]);
    const oaep = (['sha1', 'sha256', 'sha384', 'sha512'] as const).map((hash) => {
      const [hashAlg, mgf] = {
        sha1: [ck.CKM_SHA_1, ck.CKG_MGF1_SHA1],
        sha256: [ck.CKM_SHA256, ck.CKG_MGF1_SHA256],
        sha384: [ck.CKM_SHA384, ck.CKG_MGF1_SHA384],
        sha512: [ck.CKM_SHA512, ck.CKG_MGF1_SHA512],
      }[hash] as [number, number];
      const mechanism = { mechanism: ck.CKM_RSA_PKCS_OAEP, parameter: { type: ck.CK_PARAMS_RSA_OAEP, hashAlg, mgf, source: 1 } };
      const opened = (wrapped: Buffer) => privateDecrypt({ key: theirs.privateKey, oaepHash: hash }, wrapped);
      module.C_EncryptInit(session, mechanism, open);
      const encrypted = module.C_Encrypt(session, block, Buffer.alloc(256));
      return [
        hash,
        opened(module.C_WrapKey(session, mechanism, open, key, Buffer.alloc(256))).equals(value),
        opened(encrypted).equals(block),
      ];
    });
    const kept = aes(under, ck.CKA_ENCRYPT);
    return {
      seen,
      oaep,
      refused: code(() => module.C_WrapKey(session, { mechanism: underAes.pkcs5Padding!.mechanism }, kept, key, Buffer.alloc(512))),
      standard: code(() => module.C_WrapKey(session, { mechanism: ck.CKM_AES_KEY_WRAP }, wrapping, key, Buffer.alloc(512))),
    };
  },

  /** What becomes of a certificate, of which nothing is read but its bytes; nobody logs in. */
  certificates({ ck, module }: Program) {
    const session = module.C_OpenSession(module.C_GetSlotList(true)[0]!, ck.CKF_SERIAL_SESSION | ck.CKF_RW_SESSION);
    const certificate = [
      { type: ck.CKA_CLASS, value: ck.CKO_CERTIFICATE },
      { type: ck.CKA_CERTIFICATE_TYPE, value: ck.CKC_X_509 },
      { type: ck.CKA_SUBJECT, value: Buffer.from('the subject') },
      { type: ck.CKA_ID, value: Buffer.from('id') },
      { type: ck.CKA_LABEL, value: 'server' },
    ];
    const value = { type: ck.CKA_VALUE, value: Buffer.from('the certificate') };
    const made = (more: Pkcs11Js.Template) => code(() => module.C_CreateObject(session, [...certificate, ...more]));
    const answers = [
      made([value]),
      made([]),
      made([value, { type: ck.CKA_PRIVATE, value: true }]),
      made([value, { type: ck.CKA_URL, value: 'https://localhost' }]),
    ];
    module.C_FindObjectsInit(session, [{ type: ck.CKA_ID, value: Buffer.from('id') }]);
    const found = module.C_FindObjects(session, 10);
    module.C_FindObjectsFinal(session);
    const changed = found.map((object) =>
      code(() => module.C_SetAttributeValue(session, object, [{ type: ck.CKA_LABEL, value: 'renewed' }])),
    );
    return { answers, changed, labels: labels({ ck, module, pin: '' }, session) };
  },

  unreadAttributes(program: Program) {
    const { ck, module } = program;
    const session = loggedIn(program);
    const key = aesKey(program, session);
    return [ck.CKA_ALWAYS_AUTHENTICATE, ck.CKA_START_DATE, ck.CKA_ALWAYS_SENSITIVE].map((type) =>
      code(() => module.C_GetAttributeValue(session, key, [{ type: ck.CKA_LABEL }, { type }])),
    );
  },

  hashedEcdsa(program: Program) {
    const { ck, module } = program;
    const session = loggedIn(program);
    const { publicKey, privateKey } = module.C_GenerateKeyPair(
      session,
      { mechanism: ck.CKM_EC_KEY_PAIR_GEN },
      [
        { type: ck.CKA_EC_PARAMS, value: Buffer.from('06082a8648ce3d030107', 'hex') },
        { type: ck.CKA_VERIFY, value: true },
      ],
      [{ type: ck.CKA_SIGN, value: true }],
    );
    module.C_SignInit(session, { mechanism: ck.CKM_ECDSA_SHA256 }, privateKey);
    const signature = module.C_Sign(session, Buffer.from('data to sign'), Buffer.alloc(132));
    const verify = (data: string) => {
      module.C_VerifyInit(session, { mechanism: ck.CKM_ECDSA_SHA256 }, publicKey);
      return code(() => module.C_Verify(session, Buffer.from(data), signature));
    };
    // keys of another type
    const aes = aesKey(program, session, [{ type: ck.CKA_SIGN, value: true }]);
    const mistaken = [
      code(() => module.C_SignInit(session, { mechanism: ck.CKM_SHA256_RSA_PKCS }, privateKey)),
      code(() => module.C_SignInit(session, { mechanism: ck.CKM_ECDSA }, aes)),
      code(() => module.C_VerifyInit(session, { mechanism: ck.CKM_AES_CMAC }, publicKey)),
      code(() => module.C_EncryptInit(session, { mechanism: ck.CKM_RSA_X_509 }, aes)),
      code(() => module.C_DecryptInit(session, { mechanism: ck.CKM_AES_ECB }, privateKey)),
    ];
    return { good: verify('data to sign'), other: verify('other data'), mistaken: [...new Set(mistaken)] };
  },

  makeKeys(program: Program) {
    const { ck, module, pin } = program;
    const session = loggedIn(program);
    const named = (label: string) => [
      { type: ck.CKA_LABEL, value: label },
      { type: ck.CKA_ID, value: Buffer.from(label) },
      { type: ck.CKA_TOKEN, value: true },
    ];
    const owner = pin.split(':')[0]!;
    aesKey(program, session, named(`${owner} secret`));
    module.C_GenerateKeyPair(
      session,
      { mechanism: ck.CKM_EC_KEY_PAIR_GEN },
      [{ type: ck.CKA_EC_PARAMS, value: Buffer.from('06082a8648ce3d030107', 'hex') }, ...named(`${owner} public`)],
      named(`${owner} private`),
    );
    return labels(program, session);
  },

  labels(program: Program) {
    return labels(program, loggedIn(program));
  },

  byId(program: Program) {
    const { ck } = program;
    const session = loggedIn(program);
    return ['one secret', 'two public', 'two secret'].map((id) => labels(program, session, [{ type: ck.CKA_ID, value: Buffer.from(id) }]));
  },

  deleteAll(program: Program) {
    const { module } = program;
    const session = loggedIn(program);
    module.C_FindObjectsInit(session, []);
    const found = module.C_FindObjects(session, 100);
    module.C_FindObjectsFinal(session);
    return found.map((key) => code(() => module.C_DestroyObject(session, key)));
  },

  tokenKey(program: Program) {
    const session = loggedIn(program);
    return code(() => aesKey(program, session, [{ type: program.ck.CKA_TOKEN, value: true }]));
  },

  signs(program: Program) {
    const { ck, module } = program;
    const session = loggedIn(program);
    const { label, ec } = given<{ label: string; ec?: true }>();
    const mechanism = ec ? ck.CKM_ECDSA_SHA256 : ck.CKM_SHA256_RSA_PKCS;
    module.C_SignInit(session, { mechanism }, theKey(program, session, label));
    return module.C_Sign(session, Buffer.from('abc123'), Buffer.alloc(512)).toString('base64');
  },

  encrypts(program: Program) {
    const { module } = program;
    const session = loggedIn(program);
    const { label } = given<{ label: string }>();
    module.C_EncryptInit(session, { mechanism: gcmWithOwnIv, parameter: noIv() }, theKey(program, session, label));
    return module.C_Encrypt(session, Buffer.from('a secret'), Buffer.alloc(64)).toString('base64');
  },

  decrypts(program: Program) {
    const { module } = program;
    const session = loggedIn(program);
    const { label, message } = given<{ label: string; message: string }>();
    module.C_DecryptInit(session, { mechanism: gcmWithOwnIv, parameter: noIv() }, theKey(program, session, label));
    return module.C_Decrypt(session, Buffer.from(message, 'base64'), Buffer.alloc(64)).toString();
  },

  /** A program that runs on while somebody else works on the keys. */
  seesOthers(program: Program) {
    const session = loggedIn(program);
    const { commands } = given<{ commands: string[][] }>();
    const seen = [labels(program, session)];
    for (const [file, ...words] of commands) {
      execFileSync(file!, words);
      seen.push(labels(program, session));
    }
    return seen;
  },

  /** Every flag and the id of a key, as the library answers them. */
  attributes(program: Program) {
    const { ck, module } = program;
    const session = loggedIn(program);
    const key = theKey(program, session, given<{ label: string }>().label);
    const id = module.C_GetAttributeValue(session, key, [{ type: ck.CKA_ID }])[0]!.value as Buffer;
    return { id: id.toString('hex'), ...flags(program, session, key) };
  },

  privateValue(program: Program) {
    const { ck, module } = program;
    const session = loggedIn(program);
    const key = theKey(program, session, given<{ label: string }>().label);
    return code(() => module.C_GetAttributeValue(session, key, [{ type: ck.CKA_VALUE }]));
  },
} satisfies Record<string, (program: Program) => unknown>;

export type ScenarioName = keyof typeof scenarios;
