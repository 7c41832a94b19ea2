// In place of the cluster behind the library: one that always answers, without an emulator. PKCS11_STORE is SoftHSM's configuration,
// PKCS11_SOFTHSM its library; the password of every user is `password`.
#include <stdlib.h>
#include <string.h>

#include "../../pkcs11/cluster.h"

CK_RV connect_cluster(void) {
  return CKR_OK;
}

void forget_cluster(void) {
}

const char *softhsm_path(void) {
  return getenv("PKCS11_SOFTHSM");
}

const char *softhsm_configuration(void) {
  return getenv("PKCS11_STORE");
}

CK_RV hsm_answers(void) {
  return CKR_OK;
}

CK_RV keys_are_safe(void) {
  return CKR_OK;
}

bool is_in_fips_mode(void) {
  return false;
}

bool certificates_are_kept(void) {
  return true;
}

CK_RV check_pin(const CK_UTF8CHAR *given, CK_ULONG length, CK_BYTE owner[OWNER_SIZE], char *pin, size_t size) {
  static const char ending[] = ":password";
  if (!given || length <= sizeof ending - 1 || length > 64) return CKR_PIN_INCORRECT;
  if (memcmp(given + length - (sizeof ending - 1), ending, sizeof ending - 1) != 0) return CKR_PIN_INCORRECT;
  memset(owner, given[0], OWNER_SIZE);
  strncpy(pin, "store-password", size);
  return CKR_OK;
}
