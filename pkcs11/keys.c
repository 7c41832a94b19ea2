#include "mechanisms.h"
#include "objects.h"
#include "templates.h"

CK_RV may_make(const CK_ATTRIBUTE *given, CK_ULONG count) {
  if (!logged_in) return CKR_USER_NOT_LOGGED_IN;
  if (count > 0 && !given) return CKR_ARGUMENTS_BAD;
  return flag_of(given, count, CKA_TOKEN, CK_FALSE) ? keys_are_safe() : hsm_answers();
}

CK_RV C_GenerateKey(CK_SESSION_HANDLE handle, CK_MECHANISM_PTR mechanism, CK_ATTRIBUTE_PTR given, CK_ULONG count,
                    CK_OBJECT_HANDLE_PTR key) {
  struct session *session;
  CK_RV rv = enter(handle, &session);
  if (rv != CKR_OK) return leave(rv);
  if (!key) return leave(CKR_ARGUMENTS_BAD);
  if (!offered(mechanism, CKF_GENERATE)) return leave(CKR_MECHANISM_INVALID);
  rv = may_make(given, count);
  if (rv != CKR_OK) return leave(rv);
  struct template template;
  rv = complete(&template, given, count, CKO_SECRET_KEY, GENERATED);
  if (rv == CKR_OK) rv = softhsm->C_GenerateKey(handle, mechanism, template.attributes, template.count, key);
  free_template(&template);
  return leave(rv);
}

// CloudHSM makes RSA keys of 2048 to 4096 bits.
static CK_RV check_size(const struct mechanism *mechanism, const CK_ATTRIBUTE *given, CK_ULONG count) {
  if (mechanism->behind != CKM_RSA_PKCS_KEY_PAIR_GEN) return CKR_OK;
  const CK_ATTRIBUTE *bits = find_attribute(given, count, CKA_MODULUS_BITS);
  if (!bits || !bits->pValue || bits->ulValueLen != sizeof(CK_ULONG)) return CKR_TEMPLATE_INCOMPLETE;
  CK_ULONG size = *(const CK_ULONG *)bits->pValue;
  return size >= 2048 && size <= 4096 && size % 256 == 0 ? CKR_OK : CKR_ATTRIBUTE_VALUE_INVALID;
}

CK_RV C_GenerateKeyPair(CK_SESSION_HANDLE handle, CK_MECHANISM_PTR mechanism, CK_ATTRIBUTE_PTR given_public, CK_ULONG public_count,
                        CK_ATTRIBUTE_PTR given_private, CK_ULONG private_count, CK_OBJECT_HANDLE_PTR public_key,
                        CK_OBJECT_HANDLE_PTR private_key) {
  struct session *session;
  CK_RV rv = enter(handle, &session);
  if (rv != CKR_OK) return leave(rv);
  if (!public_key || !private_key) return leave(CKR_ARGUMENTS_BAD);
  const struct mechanism *known = offered(mechanism, CKF_GENERATE_KEY_PAIR);
  if (!known) return leave(CKR_MECHANISM_INVALID);
  rv = may_make(given_public, public_count);
  if (rv == CKR_OK) rv = may_make(given_private, private_count);
  if (rv == CKR_OK) rv = check_size(known, given_public, public_count);
  if (rv != CKR_OK) return leave(rv);
  struct template open = {0}, secret = {0};
  rv = complete(&open, given_public, public_count, CKO_PUBLIC_KEY, GENERATED);
  if (rv == CKR_OK) rv = complete(&secret, given_private, private_count, CKO_PRIVATE_KEY, GENERATED);
  CK_MECHANISM behind = {known->behind, mechanism->pParameter, mechanism->ulParameterLen};
  if (rv == CKR_OK)
    rv = softhsm->C_GenerateKeyPair(handle, &behind, open.attributes, open.count, secret.attributes, secret.count, public_key,
                                    private_key);
  free_template(&open);
  free_template(&secret);
  return leave(rv);
}

CK_RV C_DeriveKey(CK_SESSION_HANDLE handle, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE base, CK_ATTRIBUTE_PTR given, CK_ULONG count,
                  CK_OBJECT_HANDLE_PTR key) {
  struct session *session;
  CK_RV rv = enter(handle, &session);
  if (rv == CKR_OK && !offered(mechanism, CKF_DERIVE)) rv = CKR_MECHANISM_INVALID;
  if (rv == CKR_OK && !key) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) rv = usable_key(session, base);
  if (rv == CKR_OK) rv = may_make(given, count);
  if (rv != CKR_OK) return leave(rv);
  struct template template;
  rv = complete(&template, given, count, CKO_SECRET_KEY, GIVEN);
  if (rv == CKR_OK) rv = softhsm->C_DeriveKey(handle, mechanism, base, template.attributes, template.count, key);
  free_template(&template);
  return leave(rv);
}
