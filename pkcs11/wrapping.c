#include <stdlib.h>
#include <string.h>

#include "ciphers.h"
#include "material.h"
#include "mechanisms.h"
#include "objects.h"
#include "templates.h"

// How a key is carried under another one. What SoftHSM has not got is done with the key's bytes: https://docs.aws.amazon.com/cloudhsm/latest/
// userguide/manage-aes-key-wrapping.html, and PKCS #11 2.40 for CKM_RSA_AES_KEY_WRAP

// To whole blocks of AES, by one byte at least.
#define BLOCK 16

static CK_RV padded(struct material *material) {
  CK_BYTE more = (CK_BYTE)(BLOCK - material->length % BLOCK);
  CK_BYTE *longer = realloc(material->bytes, material->length + more);
  if (!longer) return CKR_HOST_MEMORY;
  memset(longer + material->length, more, more);
  *material = (struct material){longer, material->length + more};
  return CKR_OK;
}

static CK_RV unpadded(struct material *material) {
  CK_BYTE more = material->length > 0 ? material->bytes[material->length - 1] : 0;
  if (more == 0 || more > BLOCK || more >= material->length) return CKR_WRAPPED_KEY_INVALID;
  for (CK_ULONG i = material->length - more; i < material->length; i++)
    if (material->bytes[i] != more) return CKR_WRAPPED_KEY_INVALID;
  material->length -= more;
  return CKR_OK;
}

static CK_RV wrap_padded(CK_SESSION_HANDLE aside, CK_OBJECT_HANDLE wrapping, struct material *key, struct material *wrapped) {
  CK_MECHANISM whole_blocks = {CKM_AES_KEY_WRAP, NULL, 0};
  CK_OBJECT_HANDLE shown;
  CK_RV rv = padded(key);
  if (rv == CKR_OK) rv = show(aside, key, &shown);
  return rv == CKR_OK ? wrap_whole(aside, &whole_blocks, wrapping, shown, wrapped) : rv;
}

// The IV is the HSM's: in front of the message, or where the caller has room for it.
static CK_RV wrap_gcm(CK_SESSION_HANDLE aside, const CK_MECHANISM *mechanism, CK_OBJECT_HANDLE wrapping, const struct material *key,
                      struct material *wrapped) {
  const CK_GCM_PARAMS *given = gcm_parameters(mechanism);
  bool in_front = mechanism->mechanism == CKM_CLOUDHSM_AES_GCM;
  if (!given || (in_front ? given->pIv != NULL : !given->pIv || given->ulIvLen != IV_SIZE)) return CKR_MECHANISM_PARAM_INVALID;
  CK_ULONG front = in_front ? IV_SIZE : 0, rest = key->length + TAG_SIZE;
  wrapped->bytes = malloc(front + rest);
  if (!wrapped->bytes) return CKR_HOST_MEMORY;
  CK_BYTE iv[IV_SIZE];
  CK_GCM_PARAMS own = {iv, IV_SIZE, 8 * IV_SIZE, given->pAAD, given->ulAADLen, given->ulTagBits};
  CK_MECHANISM gcm = {CKM_AES_GCM, &own, sizeof own};
  CK_OBJECT_HANDLE copy;
  CK_RV rv = softhsm->C_GenerateRandom(aside, iv, IV_SIZE);
  if (rv == CKR_OK) rv = copy_for(aside, wrapping, CKA_ENCRYPT, &copy);
  if (rv == CKR_OK) rv = softhsm->C_EncryptInit(aside, &gcm, copy);
  if (rv == CKR_OK) rv = softhsm->C_Encrypt(aside, key->bytes, key->length, wrapped->bytes + front, &rest);
  if (rv != CKR_OK) return rv;
  memcpy(in_front ? wrapped->bytes : given->pIv, iv, IV_SIZE);
  wrapped->length = front + rest;
  return CKR_OK;
}

static CK_RV unwrap_gcm(CK_SESSION_HANDLE aside, const CK_MECHANISM *mechanism, CK_OBJECT_HANDLE unwrapping, CK_BYTE *wrapped,
                        CK_ULONG length, struct material *key) {
  const CK_GCM_PARAMS *given = gcm_parameters(mechanism);
  bool in_front = mechanism->mechanism == CKM_CLOUDHSM_AES_GCM;
  if (!given || (in_front ? given->pIv != NULL : !given->pIv || given->ulIvLen != IV_SIZE)) return CKR_MECHANISM_PARAM_INVALID;
  CK_ULONG front = in_front ? IV_SIZE : 0;
  if (length <= front + given->ulTagBits / 8) return CKR_WRAPPED_KEY_LEN_RANGE;
  CK_GCM_PARAMS own = *given;
  if (in_front) own.pIv = wrapped;
  own.ulIvLen = IV_SIZE;
  own.ulIvBits = 8 * IV_SIZE;
  CK_MECHANISM gcm = {CKM_AES_GCM, &own, sizeof own};
  CK_OBJECT_HANDLE copy;
  key->bytes = malloc(length);
  key->length = length;
  CK_RV rv = key->bytes ? copy_for(aside, unwrapping, CKA_DECRYPT, &copy) : CKR_HOST_MEMORY;
  if (rv == CKR_OK) rv = softhsm->C_DecryptInit(aside, &gcm, copy);
  if (rv != CKR_OK) return rv;
  rv = softhsm->C_Decrypt(aside, wrapped + front, length - front, key->bytes, &key->length);
  return rv == CKR_OK ? CKR_OK : CKR_WRAPPED_KEY_INVALID;
}

static CK_RV wrap_oaep(CK_SESSION_HANDLE aside, const CK_RSA_PKCS_OAEP_PARAMS *given, CK_OBJECT_HANDLE wrapping, const struct material *key,
                       struct material *wrapped) {
  struct oaep oaep;
  CK_OBJECT_HANDLE copy;
  CK_RV rv = read_oaep(given, &oaep);
  if (rv == CKR_OK) rv = modulus_size(aside, wrapping, &wrapped->length);
  if (rv == CKR_OK && !(wrapped->bytes = malloc(LARGEST_MODULUS))) rv = CKR_HOST_MEMORY;
  if (rv == CKR_OK) rv = copy_for(aside, wrapping, CKA_ENCRYPT, &copy);
  if (rv == CKR_OK) rv = oaep_encrypt(aside, &oaep, copy, key->bytes, key->length, wrapped->bytes);
  return rv == CKR_DATA_LEN_RANGE ? CKR_KEY_SIZE_RANGE : rv;
}

static CK_RV unwrap_oaep(CK_SESSION_HANDLE aside, const CK_RSA_PKCS_OAEP_PARAMS *given, CK_OBJECT_HANDLE unwrapping, const CK_BYTE *wrapped,
                         CK_ULONG length, struct material *key) {
  struct oaep oaep;
  CK_OBJECT_HANDLE copy;
  CK_RV rv = read_oaep(given, &oaep);
  if (rv == CKR_OK && !(key->bytes = malloc(LARGEST_MODULUS))) rv = CKR_HOST_MEMORY;
  if (rv == CKR_OK) rv = copy_for(aside, unwrapping, CKA_DECRYPT, &copy);
  if (rv == CKR_OK) rv = oaep_decrypt(aside, &oaep, copy, wrapped, length, key->bytes, &key->length);
  if (rv == CKR_ENCRYPTED_DATA_LEN_RANGE) return CKR_WRAPPED_KEY_LEN_RANGE;
  return rv == CKR_ENCRYPTED_DATA_INVALID ? CKR_WRAPPED_KEY_INVALID : rv;
}

static const CK_RSA_PKCS_OAEP_PARAMS *oaep_parameters(const CK_MECHANISM *mechanism) {
  return mechanism->ulParameterLen == sizeof(CK_RSA_PKCS_OAEP_PARAMS) ? mechanism->pParameter : NULL;
}

static const CK_RSA_AES_KEY_WRAP_PARAMS *rsa_aes_parameters(const CK_MECHANISM *mechanism) {
  const CK_RSA_AES_KEY_WRAP_PARAMS *given = mechanism->pParameter;
  if (!given || mechanism->ulParameterLen != sizeof *given) return NULL;
  return given->ulAESKeyBits == 128 || given->ulAESKeyBits == 192 || given->ulAESKeyBits == 256 ? given : NULL;
}

// An AES key under the RSA key, and behind it the key itself under that one.
static CK_RV wrap_rsa_aes(CK_SESSION_HANDLE aside, const CK_MECHANISM *mechanism, CK_OBJECT_HANDLE wrapping, CK_OBJECT_HANDLE key,
                          struct material *wrapped) {
  const CK_RSA_AES_KEY_WRAP_PARAMS *given = rsa_aes_parameters(mechanism);
  if (!given) return CKR_MECHANISM_PARAM_INVALID;
  CK_MECHANISM any_length = {CKM_AES_KEY_WRAP_PAD, NULL, 0};
  struct material between = {0}, behind = {0};
  CK_OBJECT_HANDLE passing;
  CK_RV rv = make_passing_key(aside, given->ulAESKeyBits / 8, &passing);
  if (rv == CKR_OK) rv = reveal(aside, passing, &between);
  if (rv == CKR_OK) rv = wrap_oaep(aside, given->pOAEPParams, wrapping, &between, wrapped);
  if (rv == CKR_OK) rv = wrap_whole(aside, &any_length, passing, key, &behind);
  CK_BYTE *longer = rv == CKR_OK ? realloc(wrapped->bytes, wrapped->length + behind.length) : NULL;
  if (longer) {
    memcpy(longer + wrapped->length, behind.bytes, behind.length);
    *wrapped = (struct material){longer, wrapped->length + behind.length};
  } else if (rv == CKR_OK) rv = CKR_HOST_MEMORY;
  free_material(&between);
  free_material(&behind);
  return rv;
}

// The key that lies under another one, as one that gives itself away.
static CK_RV unwrap_shown(CK_SESSION_HANDLE aside, CK_MECHANISM_TYPE type, CK_OBJECT_HANDLE unwrapping, CK_BYTE *wrapped, CK_ULONG length,
                          struct material *key) {
  CK_OBJECT_CLASS secret = CKO_SECRET_KEY;
  CK_KEY_TYPE generic = CKK_GENERIC_SECRET;
  CK_BBOOL yes = CK_TRUE, no = CK_FALSE;
  CK_ATTRIBUTE readable[] = {{CKA_CLASS, &secret, sizeof secret},
                             {CKA_KEY_TYPE, &generic, sizeof generic},
                             {CKA_SENSITIVE, &no, sizeof no},
                             {CKA_EXTRACTABLE, &yes, sizeof yes}};
  CK_MECHANISM mechanism = {type, NULL, 0};
  CK_OBJECT_HANDLE shown;
  CK_RV rv = softhsm->C_UnwrapKey(aside, &mechanism, unwrapping, wrapped, length, readable, 4, &shown);
  return rv == CKR_OK ? read_shown(aside, shown, key) : rv;
}

static CK_RV unwrap_rsa_aes(CK_SESSION_HANDLE aside, const CK_MECHANISM *mechanism, CK_OBJECT_HANDLE unwrapping, CK_BYTE *wrapped,
                            CK_ULONG length, struct material *key) {
  const CK_RSA_AES_KEY_WRAP_PARAMS *given = rsa_aes_parameters(mechanism);
  if (!given) return CKR_MECHANISM_PARAM_INVALID;
  CK_ULONG front;
  CK_RV rv = modulus_size(aside, unwrapping, &front);
  if (rv == CKR_OK && length <= front) rv = CKR_WRAPPED_KEY_LEN_RANGE;
  struct material between = {0};
  if (rv == CKR_OK) rv = unwrap_oaep(aside, given->pOAEPParams, unwrapping, wrapped, front, &between);
  CK_OBJECT_CLASS secret = CKO_SECRET_KEY;
  CK_KEY_TYPE aes = CKK_AES;
  CK_BBOOL yes = CK_TRUE;
  CK_ATTRIBUTE of[] = {{CKA_CLASS, &secret, sizeof secret},
                       {CKA_KEY_TYPE, &aes, sizeof aes},
                       {CKA_UNWRAP, &yes, sizeof yes},
                       {CKA_VALUE, between.bytes, between.length}};
  CK_OBJECT_HANDLE passing;
  if (rv == CKR_OK) rv = softhsm->C_CreateObject(aside, of, 4, &passing);
  if (rv == CKR_OK) rv = unwrap_shown(aside, CKM_AES_KEY_WRAP_PAD, passing, wrapped + front, length - front, key);
  free_material(&between);
  return rv;
}

// All that SoftHSM cannot do in one call of its own.
static bool is_own(CK_MECHANISM_TYPE type) {
  return type != CKM_RSA_PKCS && type != CKM_CLOUDHSM_AES_KEY_WRAP_NO_PAD && type != CKM_CLOUDHSM_AES_KEY_WRAP_ZERO_PAD;
}

// Whether SoftHSM would carry one key under the other: it looks at the CKA_WRAP_TEMPLATE of keys of AES.
static CK_RV may_carry(CK_SESSION_HANDLE aside, CK_OBJECT_HANDLE wrapping, CK_OBJECT_HANDLE key) {
  CK_MECHANISM any_length = {CKM_AES_KEY_WRAP_PAD, NULL, 0};
  CK_ULONG length = 0;
  return softhsm->C_WrapKey(aside, &any_length, wrapping, key, NULL, &length);
}

static CK_RV wrap(CK_SESSION_HANDLE aside, const CK_MECHANISM *mechanism, CK_OBJECT_HANDLE wrapping, CK_OBJECT_HANDLE key,
                  struct material *wrapped) {
  if (mechanism->mechanism == CKM_RSA_AES_KEY_WRAP) return wrap_rsa_aes(aside, mechanism, wrapping, key, wrapped);
  struct material bytes = {0};
  CK_RV rv = mechanism->mechanism == CKM_RSA_PKCS_OAEP ? CKR_OK : may_carry(aside, wrapping, key);
  if (rv == CKR_OK) rv = reveal(aside, key, &bytes);
  if (rv == CKR_OK && mechanism->mechanism == CKM_RSA_PKCS_OAEP) rv = wrap_oaep(aside, oaep_parameters(mechanism), wrapping, &bytes, wrapped);
  else if (rv == CKR_OK && mechanism->mechanism == CKM_CLOUDHSM_AES_KEY_WRAP_PKCS5_PAD) rv = wrap_padded(aside, wrapping, &bytes, wrapped);
  else if (rv == CKR_OK) rv = wrap_gcm(aside, mechanism, wrapping, &bytes, wrapped);
  free_material(&bytes);
  return rv;
}

static CK_RV wrap_own(CK_MECHANISM *mechanism, CK_OBJECT_HANDLE wrapping, CK_OBJECT_HANDLE key, CK_BYTE *to, CK_ULONG *length) {
  CK_SESSION_HANDLE aside;
  CK_RV rv = open_aside(&aside);
  if (rv != CKR_OK) return rv;
  struct material wrapped = {0};
  rv = wrap(aside, mechanism, wrapping, key, &wrapped);
  close_aside(aside);
  CK_ULONG room = *length;
  if (rv == CKR_OK) *length = wrapped.length;
  if (rv == CKR_OK && to && room < wrapped.length) rv = CKR_BUFFER_TOO_SMALL;
  if (rv == CKR_OK && to) memcpy(to, wrapped.bytes, wrapped.length);
  free_material(&wrapped);
  return rv;
}

CK_RV C_WrapKey(CK_SESSION_HANDLE handle, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE wrapping, CK_OBJECT_HANDLE key, CK_BYTE_PTR wrapped,
                CK_ULONG_PTR length) {
  struct session *session;
  CK_RV rv = enter(handle, &session);
  const struct mechanism *known = offered(mechanism, CKF_WRAP);
  if (rv == CKR_OK && !known) rv = CKR_MECHANISM_INVALID;
  if (rv == CKR_OK && !length) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) rv = usable_key(session, wrapping);
  if (rv == CKR_OK) rv = usable_key(session, key);
  if (rv == CKR_OK && !object_flag(session, wrapping, CKA_WRAP)) rv = CKR_KEY_FUNCTION_NOT_PERMITTED;
  if (rv != CKR_OK) return leave(rv);
  if (is_own(known->type)) return leave(wrap_own(mechanism, wrapping, key, wrapped, length));
  CK_MECHANISM behind = {known->behind, NULL, 0};
  return leave(softhsm->C_WrapKey(handle, &behind, wrapping, key, wrapped, length));
}

// The class of a key that comes from elsewhere; its template has to say.
static CK_RV class_of(const CK_ATTRIBUTE *given, CK_ULONG count, CK_OBJECT_CLASS *class) {
  const CK_ATTRIBUTE *found = given ? find_attribute(given, count, CKA_CLASS) : NULL;
  if (!found || !found->pValue || found->ulValueLen != sizeof *class) return CKR_TEMPLATE_INCOMPLETE;
  *class = *(const CK_OBJECT_CLASS *)found->pValue;
  return *class == CKO_SECRET_KEY || *class == CKO_PRIVATE_KEY ? CKR_OK : CKR_ATTRIBUTE_VALUE_INVALID;
}

static CK_RV unwrap(CK_SESSION_HANDLE aside, const CK_MECHANISM *mechanism, CK_OBJECT_HANDLE unwrapping, CK_BYTE *wrapped, CK_ULONG length,
                    struct material *key) {
  if (mechanism->mechanism == CKM_RSA_AES_KEY_WRAP) return unwrap_rsa_aes(aside, mechanism, unwrapping, wrapped, length, key);
  if (mechanism->mechanism == CKM_RSA_PKCS_OAEP) return unwrap_oaep(aside, oaep_parameters(mechanism), unwrapping, wrapped, length, key);
  if (mechanism->mechanism != CKM_CLOUDHSM_AES_KEY_WRAP_PKCS5_PAD) return unwrap_gcm(aside, mechanism, unwrapping, wrapped, length, key);
  CK_RV rv = unwrap_shown(aside, CKM_AES_KEY_WRAP, unwrapping, wrapped, length, key);
  return rv == CKR_OK ? unpadded(key) : rv;
}

static CK_RV unwrap_own(struct session *session, const CK_MECHANISM *mechanism, CK_OBJECT_HANDLE unwrapping, CK_BYTE *wrapped,
                        CK_ULONG length, const struct template *template, CK_OBJECT_HANDLE *key) {
  CK_SESSION_HANDLE aside;
  CK_RV rv = open_aside(&aside);
  if (rv != CKR_OK) return rv;
  struct material bytes = {0};
  rv = unwrap(aside, mechanism, unwrapping, wrapped, length, &bytes);
  if (rv == CKR_OK) rv = establish(session, aside, &bytes, template->attributes, template->count, key);
  free_material(&bytes);
  close_aside(aside);
  return rv;
}

CK_RV C_UnwrapKey(CK_SESSION_HANDLE handle, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE unwrapping, CK_BYTE_PTR wrapped, CK_ULONG length,
                  CK_ATTRIBUTE_PTR given, CK_ULONG count, CK_OBJECT_HANDLE_PTR key) {
  struct session *session;
  CK_OBJECT_CLASS class = CKO_SECRET_KEY;
  CK_RV rv = enter(handle, &session);
  const struct mechanism *known = offered(mechanism, CKF_UNWRAP);
  if (rv == CKR_OK && !known) rv = CKR_MECHANISM_INVALID;
  if (rv == CKR_OK && (!key || !wrapped)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) rv = class_of(given, count, &class);
  if (rv == CKR_OK) rv = usable_key(session, unwrapping);
  if (rv == CKR_OK) rv = may_make(given, count);
  if (rv == CKR_OK && !object_flag(session, unwrapping, CKA_UNWRAP)) rv = CKR_KEY_FUNCTION_NOT_PERMITTED;
  if (rv != CKR_OK) return leave(rv);
  struct template template;
  rv = complete(&template, given, count, class, GIVEN);
  CK_MECHANISM behind = {known->behind, NULL, 0};
  if (rv == CKR_OK && is_own(known->type)) rv = unwrap_own(session, mechanism, unwrapping, wrapped, length, &template, key);
  else if (rv == CKR_OK)
    rv = softhsm->C_UnwrapKey(handle, &behind, unwrapping, wrapped, length, template.attributes, template.count, key);
  free_template(&template);
  return leave(rv);
}
