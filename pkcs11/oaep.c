#include "oaep.h"

#include <string.h>

#define LONGEST_HASH 64

static const struct {
  CK_MECHANISM_TYPE hash;
  CK_RSA_PKCS_MGF_TYPE mask;
  CK_ULONG length;
} known[] = {{CKM_SHA_1, CKG_MGF1_SHA1, 20},
             {CKM_SHA224, CKG_MGF1_SHA224, 28},
             {CKM_SHA256, CKG_MGF1_SHA256, 32},
             {CKM_SHA384, CKG_MGF1_SHA384, 48},
             {CKM_SHA512, CKG_MGF1_SHA512, 64}};

static CK_ULONG hash_length(CK_MECHANISM_TYPE hash) {
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (known[i].hash == hash) return known[i].length;
  return 0;
}

CK_RV read_oaep(const CK_RSA_PKCS_OAEP_PARAMS *given, struct oaep *oaep) {
  if (!given || (given->source != 0 && given->source != CKZ_DATA_SPECIFIED)) return CKR_MECHANISM_PARAM_INVALID;
  if (given->ulSourceDataLen > 0 && !given->pSourceData) return CKR_MECHANISM_PARAM_INVALID;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if (known[i].hash != given->hashAlg || known[i].mask != given->mgf) continue;
    *oaep = (struct oaep){given->hashAlg, given->pSourceData, given->ulSourceDataLen};
    return CKR_OK;
  }
  return CKR_MECHANISM_PARAM_INVALID;
}

CK_RV modulus_size(CK_SESSION_HANDLE aside, CK_OBJECT_HANDLE key, CK_ULONG *size) {
  CK_ATTRIBUTE modulus = {CKA_MODULUS, NULL, 0};
  CK_RV rv = softhsm->C_GetAttributeValue(aside, key, &modulus, 1);
  if (rv != CKR_OK) return rv == CKR_ATTRIBUTE_TYPE_INVALID ? CKR_KEY_TYPE_INCONSISTENT : rv;
  *size = modulus.ulValueLen;
  return *size <= LARGEST_MODULUS ? CKR_OK : CKR_KEY_SIZE_RANGE;
}

CK_ULONG oaep_room(const struct oaep *oaep, CK_ULONG size) {
  CK_ULONG around = 2 * hash_length(oaep->hash) + 2;
  return size > around ? size - around : 0;
}

static CK_RV hashed(CK_SESSION_HANDLE aside, CK_MECHANISM_TYPE hash, const CK_BYTE *data, CK_ULONG length, CK_BYTE to[LONGEST_HASH]) {
  CK_MECHANISM mechanism = {hash, NULL, 0};
  CK_ULONG size = LONGEST_HASH;
  CK_BYTE nothing = 0;
  CK_RV rv = softhsm->C_DigestInit(aside, &mechanism);
  return rv == CKR_OK ? softhsm->C_Digest(aside, length > 0 ? (CK_BYTE *)data : &nothing, length, to, &size) : rv;
}

// MGF1 of the seed, laid over the target.
static CK_RV mask(CK_SESSION_HANDLE aside, CK_MECHANISM_TYPE hash, const CK_BYTE *seed, CK_ULONG seed_length, CK_BYTE *target,
                  CK_ULONG length) {
  CK_BYTE block[LARGEST_MODULUS + 4], part[LONGEST_HASH];
  CK_ULONG step = hash_length(hash);
  memcpy(block, seed, seed_length);
  for (CK_ULONG counter = 0, done = 0; done < length; counter++) {
    CK_BYTE number[] = {0, 0, (CK_BYTE)(counter >> 8), (CK_BYTE)counter};
    memcpy(block + seed_length, number, sizeof number);
    CK_RV rv = hashed(aside, hash, block, seed_length + sizeof number, part);
    if (rv != CKR_OK) return rv;
    for (CK_ULONG i = 0; i < step && done < length; i++) target[done++] ^= part[i];
  }
  return CKR_OK;
}

CK_RV oaep_encrypt(CK_SESSION_HANDLE aside, const struct oaep *oaep, CK_OBJECT_HANDLE key, const CK_BYTE *data, CK_ULONG length,
                   CK_BYTE to[LARGEST_MODULUS]) {
  CK_ULONG size;
  CK_RV rv = modulus_size(aside, key, &size);
  if (rv != CKR_OK) return rv;
  if (length > oaep_room(oaep, size)) return CKR_DATA_LEN_RANGE;
  CK_ULONG hash = hash_length(oaep->hash);
  CK_BYTE padded[LARGEST_MODULUS] = {0}, *seed = padded + 1, *block = seed + hash;
  CK_ULONG block_length = size - hash - 1;
  rv = hashed(aside, oaep->hash, oaep->label, oaep->label_length, block);
  if (rv != CKR_OK) return rv;
  memset(block + hash, 0, block_length - hash);
  block[block_length - length - 1] = 1;
  if (length > 0) memcpy(block + block_length - length, data, length);
  rv = softhsm->C_GenerateRandom(aside, seed, hash);
  if (rv == CKR_OK) rv = mask(aside, oaep->hash, seed, hash, block, block_length);
  if (rv == CKR_OK) rv = mask(aside, oaep->hash, block, block_length, seed, hash);
  CK_MECHANISM rsa = {CKM_RSA_X_509, NULL, 0};
  if (rv == CKR_OK) rv = softhsm->C_EncryptInit(aside, &rsa, key);
  return rv == CKR_OK ? softhsm->C_Encrypt(aside, padded, size, to, &size) : rv;
}

CK_RV oaep_decrypt(CK_SESSION_HANDLE aside, const struct oaep *oaep, CK_OBJECT_HANDLE key, const CK_BYTE *message, CK_ULONG length,
                   CK_BYTE to[LARGEST_MODULUS], CK_ULONG *to_length) {
  CK_ULONG size;
  CK_RV rv = modulus_size(aside, key, &size);
  if (rv != CKR_OK) return rv;
  CK_ULONG hash = hash_length(oaep->hash), got = LARGEST_MODULUS;
  if (length != size || oaep_room(oaep, size) == 0) return CKR_ENCRYPTED_DATA_LEN_RANGE;
  CK_MECHANISM rsa = {CKM_RSA_X_509, NULL, 0};
  CK_BYTE padded[LARGEST_MODULUS], expected[LONGEST_HASH];
  rv = softhsm->C_DecryptInit(aside, &rsa, key);
  if (rv == CKR_OK) rv = softhsm->C_Decrypt(aside, (CK_BYTE *)message, length, padded, &got);
  if (rv != CKR_OK || got != size) return CKR_ENCRYPTED_DATA_INVALID;
  CK_BYTE *seed = padded + 1, *block = seed + hash;
  CK_ULONG block_length = size - hash - 1, at = hash;
  rv = mask(aside, oaep->hash, block, block_length, seed, hash);
  if (rv == CKR_OK) rv = mask(aside, oaep->hash, seed, hash, block, block_length);
  if (rv == CKR_OK) rv = hashed(aside, oaep->hash, oaep->label, oaep->label_length, expected);
  if (rv != CKR_OK) return rv;
  while (at < block_length && block[at] == 0) at++;
  if (padded[0] != 0 || memcmp(block, expected, hash) != 0 || at == block_length || block[at] != 1) return CKR_ENCRYPTED_DATA_INVALID;
  *to_length = block_length - at - 1;
  memcpy(to, block + at + 1, *to_length);
  return CKR_OK;
}
