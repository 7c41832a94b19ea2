// What is used of the package pkcs11js, for where it could not be built and is not there: tsconfig.json takes its own types before these.
export type Handle = Buffer;
export interface Attribute {
  type: number;
  value?: number | boolean | string | Buffer | Date;
}
export type Template = Attribute[];
export interface Mechanism {
  mechanism: number;
  parameter?: Buffer | number | { type: number };
}
export interface RsaPSS {
  type: number;
  hashAlg: number;
  mgf: number;
  saltLen: number;
}

export class PKCS11 {
  load(path: string): void;
  C_Initialize(): void;
  C_Finalize(): void;
  C_GetSlotList(tokenPresent?: boolean): Handle[];
  C_GetTokenInfo(slot: Handle): { label: string };
  C_GetMechanismList(slot: Handle): number[];
  C_InitToken(slot: Handle, pin?: string, label?: string): string;
  C_SetPIN(session: Handle, before: string, after: string): void;
  C_OpenSession(slot: Handle, flags: number): Handle;
  C_Login(session: Handle, userType: number, pin?: string): void;
  C_CopyObject(session: Handle, object: Handle, template: Template): Handle;
  C_DestroyObject(session: Handle, object: Handle): void;
  C_FindObjectsInit(session: Handle, template: Template): void;
  C_FindObjects(session: Handle, most: number): Handle[];
  C_FindObjectsFinal(session: Handle): void;
  C_GetAttributeValue(session: Handle, object: Handle, template: Template): { type: number; value: Buffer }[];
  C_SetAttributeValue(session: Handle, object: Handle, template: Template): void;
  C_EncryptInit(session: Handle, mechanism: Mechanism, key: Handle): void;
  C_Encrypt(session: Handle, data: Buffer, into: Buffer): Buffer;
  C_EncryptUpdate(session: Handle, data: Buffer, into: Buffer): Buffer;
  C_DecryptInit(session: Handle, mechanism: Mechanism, key: Handle): void;
  C_Decrypt(session: Handle, data: Buffer, into: Buffer): Buffer;
  C_DigestInit(session: Handle, mechanism: Mechanism): void;
  C_SignInit(session: Handle, mechanism: Mechanism, key: Handle): void;
  C_Sign(session: Handle, data: Buffer, into: Buffer): Buffer;
  C_VerifyInit(session: Handle, mechanism: Mechanism, key: Handle): void;
  C_Verify(session: Handle, data: Buffer, signature: Buffer): boolean;
  C_GenerateKey(session: Handle, mechanism: Mechanism, template: Template): Handle;
  C_GenerateKeyPair(session: Handle, mechanism: Mechanism, open: Template, hidden: Template): { publicKey: Handle; privateKey: Handle };
  C_GenerateRandom(session: Handle, into: Buffer): Buffer;
}

export const CKA_CLASS: number;
export const CKA_DECRYPT: number;
export const CKA_DERIVE: number;
export const CKA_EC_PARAMS: number;
export const CKA_EC_POINT: number;
export const CKA_ENCRYPT: number;
export const CKA_EXTRACTABLE: number;
export const CKA_ID: number;
export const CKA_KEY_TYPE: number;
export const CKA_LABEL: number;
export const CKA_MODULUS: number;
export const CKA_MODULUS_BITS: number;
export const CKA_PRIVATE: number;
export const CKA_PUBLIC_EXPONENT: number;
export const CKA_SENSITIVE: number;
export const CKA_SIGN: number;
export const CKA_TOKEN: number;
export const CKA_UNWRAP: number;
export const CKA_VALUE: number;
export const CKA_VALUE_LEN: number;
export const CKA_VERIFY: number;
export const CKA_WRAP: number;
export const CKF_RW_SESSION: number;
export const CKF_SERIAL_SESSION: number;
export const CKG_MGF1_SHA256: number;
export const CKG_MGF1_SHA384: number;
export const CKG_MGF1_SHA512: number;
export const CKK_AES: number;
export const CKK_EC: number;
export const CKK_GENERIC_SECRET: number;
export const CKK_RSA: number;
export const CKM_AES_CBC_PAD: number;
export const CKM_AES_GCM: number;
export const CKM_AES_KEY_GEN: number;
export const CKM_DES_KEY_GEN: number;
export const CKM_ECDSA: number;
export const CKM_ECDSA_SHA256: number;
export const CKM_EC_KEY_PAIR_GEN: number;
export const CKM_MD5: number;
export const CKM_RSA_PKCS: number;
export const CKM_RSA_PKCS_KEY_PAIR_GEN: number;
export const CKM_RSA_PKCS_PSS: number;
export const CKM_SHA256: number;
export const CKM_SHA256_RSA_PKCS: number;
export const CKM_SHA384: number;
export const CKM_SHA512: number;
export const CKO_PRIVATE_KEY: number;
export const CKO_PUBLIC_KEY: number;
export const CKO_SECRET_KEY: number;
export const CKU_USER: number;
export const CK_PARAMS_AES_GCM_v240: number;
export const CK_PARAMS_RSA_PSS: number;
