#include "mechanisms.h"

#include <stddef.h>

#include "cluster.h"
#include "library.h"
#include "slot.h"

#define CIPHER (CKF_ENCRYPT | CKF_DECRYPT)
#define SIGNATURE (CKF_SIGN | CKF_VERIFY)
#define WRAPPING (CKF_WRAP | CKF_UNWRAP)
#define SAME(type, uses, limit, single) {type, uses, limit, single, type, 0}

static const struct mechanism mechanisms[] = {
    SAME(CKM_RSA_PKCS_KEY_PAIR_GEN, CKF_GENERATE_KEY_PAIR, 0, CK_FALSE),
    {CKM_RSA_X9_31_KEY_PAIR_GEN, CKF_GENERATE_KEY_PAIR, 0, CK_FALSE, CKM_RSA_PKCS_KEY_PAIR_GEN, 0},
    SAME(CKM_EC_KEY_PAIR_GEN, CKF_GENERATE_KEY_PAIR, 0, CK_FALSE),
    SAME(CKM_GENERIC_SECRET_KEY_GEN, CKF_GENERATE, 0, CK_FALSE),
    SAME(CKM_AES_KEY_GEN, CKF_GENERATE, 0, CK_FALSE),
    SAME(CKM_RSA_X_509, CIPHER | SIGNATURE, 0, CK_TRUE),
    SAME(CKM_RSA_PKCS, CIPHER | SIGNATURE | WRAPPING, 0, CK_TRUE),
    SAME(CKM_RSA_PKCS_OAEP, CIPHER | WRAPPING, 0, CK_TRUE),
    SAME(CKM_RSA_PKCS_PSS, SIGNATURE, 0, CK_TRUE),
    SAME(CKM_SHA1_RSA_PKCS, SIGNATURE, 0, CK_FALSE),
    SAME(CKM_SHA224_RSA_PKCS, SIGNATURE, 0, CK_FALSE),
    SAME(CKM_SHA256_RSA_PKCS, SIGNATURE, 0, CK_FALSE),
    SAME(CKM_SHA384_RSA_PKCS, SIGNATURE, 0, CK_FALSE),
    SAME(CKM_SHA512_RSA_PKCS, SIGNATURE, 0, CK_FALSE),
    SAME(CKM_SHA1_RSA_PKCS_PSS, SIGNATURE, 0, CK_FALSE),
    SAME(CKM_SHA224_RSA_PKCS_PSS, SIGNATURE, 0, CK_FALSE),
    SAME(CKM_SHA256_RSA_PKCS_PSS, SIGNATURE, 0, CK_FALSE),
    SAME(CKM_SHA384_RSA_PKCS_PSS, SIGNATURE, 0, CK_FALSE),
    SAME(CKM_SHA512_RSA_PKCS_PSS, SIGNATURE, 0, CK_FALSE),
    SAME(CKM_ECDSA, SIGNATURE, 0, CK_TRUE),
    {CKM_ECDSA_SHA1, SIGNATURE, 0, CK_FALSE, CKM_ECDSA, CKM_SHA_1},
    {CKM_ECDSA_SHA224, SIGNATURE, 0, CK_FALSE, CKM_ECDSA, CKM_SHA224},
    {CKM_ECDSA_SHA256, SIGNATURE, 0, CK_FALSE, CKM_ECDSA, CKM_SHA256},
    {CKM_ECDSA_SHA384, SIGNATURE, 0, CK_FALSE, CKM_ECDSA, CKM_SHA384},
    {CKM_ECDSA_SHA512, SIGNATURE, 0, CK_FALSE, CKM_ECDSA, CKM_SHA512},
    SAME(CKM_SHA_1_HMAC, SIGNATURE, 16288, CK_FALSE),
    SAME(CKM_SHA224_HMAC, SIGNATURE, 16256, CK_FALSE),
    SAME(CKM_SHA256_HMAC, SIGNATURE, 16288, CK_FALSE),
    SAME(CKM_SHA384_HMAC, SIGNATURE, 16224, CK_FALSE),
    SAME(CKM_SHA512_HMAC, SIGNATURE, 16224, CK_FALSE),
    SAME(CKM_AES_CMAC, SIGNATURE, 0, CK_FALSE),
    SAME(CKM_SHA_1, CKF_DIGEST, 0, CK_FALSE),
    SAME(CKM_SHA224, CKF_DIGEST, 0, CK_FALSE),
    SAME(CKM_SHA256, CKF_DIGEST, 0, CK_FALSE),
    SAME(CKM_SHA384, CKF_DIGEST, 0, CK_FALSE),
    SAME(CKM_SHA512, CKF_DIGEST, 0, CK_FALSE),
    SAME(CKM_AES_ECB, CIPHER, 0, CK_FALSE),
    SAME(CKM_AES_CTR, CIPHER, 0, CK_FALSE),
    SAME(CKM_AES_CBC, CIPHER, 16272, CK_FALSE),
    SAME(CKM_AES_CBC_PAD, CIPHER, 16272, CK_FALSE),
    SAME(CKM_AES_GCM, CIPHER | WRAPPING, 16224, CK_TRUE),
    {CKM_CLOUDHSM_AES_GCM, CIPHER | WRAPPING, 16224, CK_TRUE, CKM_AES_GCM, 0},
    {CKM_CLOUDHSM_AES_KEY_WRAP_NO_PAD, WRAPPING, 0, CK_TRUE, CKM_AES_KEY_WRAP, 0},
    {CKM_CLOUDHSM_AES_KEY_WRAP_ZERO_PAD, WRAPPING, 0, CK_TRUE, CKM_AES_KEY_WRAP_PAD, 0},
    {CKM_CLOUDHSM_AES_KEY_WRAP_PKCS5_PAD, WRAPPING, 0, CK_TRUE, CKM_AES_KEY_WRAP, 0},
    {CKM_RSA_AES_KEY_WRAP, WRAPPING, 0, CK_TRUE, CKM_RSA_PKCS_OAEP, 0},
    SAME(CKM_ECDH1_DERIVE, CKF_DERIVE, 0, CK_FALSE),
};
#define MECHANISMS (sizeof mechanisms / sizeof *mechanisms)

static const struct mechanism *known(CK_MECHANISM_TYPE type) {
  for (size_t i = 0; i < MECHANISMS; i++)
    if (mechanisms[i].type == type) return &mechanisms[i];
  return NULL;
}

// In FIPS mode nothing new is put under the padding of PKCS #1 v1.5, since 2024; what lies under it is still read.
static CK_FLAGS uses_of(const struct mechanism *mechanism) {
  bool ended = mechanism->type == CKM_RSA_PKCS && is_in_fips_mode();
  return ended ? mechanism->uses & ~(CKF_ENCRYPT | CKF_WRAP) : mechanism->uses;
}

const struct mechanism *offered(const CK_MECHANISM *mechanism, CK_FLAGS use) {
  const struct mechanism *found = mechanism ? known(mechanism->mechanism) : NULL;
  return found && (uses_of(found) & use) ? found : NULL;
}

// PKCS #11 numbers mechanisms by the keys that they are for.
bool is_for(const struct mechanism *mechanism, CK_KEY_TYPE type) {
  if (mechanism->behind <= CKM_SHA224_RSA_PKCS_PSS) return type == CKK_RSA;
  if (mechanism->behind >= CKM_EC_KEY_PAIR_GEN && mechanism->behind <= CKM_ECDH1_DERIVE) return type == CKK_EC;
  if (mechanism->behind >= CKM_AES_KEY_GEN && mechanism->behind <= CKM_AES_CMAC) return type == CKK_AES;
  return true;
}

CK_RV list_mechanisms(CK_MECHANISM_TYPE *list, CK_ULONG *count) {
  CK_ULONG room = *count;
  *count = MECHANISMS;
  if (!list) return CKR_OK;
  if (room < MECHANISMS) return CKR_BUFFER_TOO_SMALL;
  for (size_t i = 0; i < MECHANISMS; i++) list[i] = mechanisms[i].type;
  return CKR_OK;
}

// The sizes of keys that CloudHSM makes; SoftHSM's are wider.
static void narrow(CK_MECHANISM_TYPE type, CK_MECHANISM_INFO *info) {
  if (type == CKM_RSA_PKCS_KEY_PAIR_GEN || type == CKM_RSA_X9_31_KEY_PAIR_GEN) {
    info->ulMinKeySize = 2048;
    info->ulMaxKeySize = 4096;
  }
}

CK_RV mechanism_info(CK_MECHANISM_TYPE type, CK_MECHANISM_INFO *info) {
  const struct mechanism *found = known(type);
  if (!found) return CKR_MECHANISM_INVALID;
  CK_RV rv = softhsm->C_GetMechanismInfo(softhsm_slot, found->behind, info);
  if (rv != CKR_OK) return rv;
  info->flags = (info->flags & ~(CIPHER | SIGNATURE | WRAPPING)) | uses_of(found) | CKF_HW;
  narrow(type, info);
  return CKR_OK;
}
