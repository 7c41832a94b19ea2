#ifndef CLUSTER_H
#define CLUSTER_H

#include <stdbool.h>

#include "cryptoki.h"

// The cluster behind this library, as the emulator knows it: every call asks its HSMs.

// Comes to the cluster that cloudhsm-pkcs11.cfg names; afterwards `softhsm_path` and `softhsm_configuration` say where its keys are.
CK_RV connect_cluster(void);
void forget_cluster(void);
const char *softhsm_path(void);
const char *softhsm_configuration(void);

// CKR_OK where an HSM is ACTIVE.
CK_RV hsm_answers(void);
// CKR_OK where token keys may be made and used: on two HSMs at least, unless the configuration turns that check off.
CK_RV keys_are_safe(void);
// Whether the configuration lets certificates be kept, and the cluster's HSMs can.
bool certificates_are_kept(void);
bool is_in_fips_mode(void);

#define OWNER_SIZE 8
// Has the HSMs check a PIN of the form user:password; `owner` then marks that user's keys, and `pin` opens the store.
CK_RV check_pin(const CK_UTF8CHAR *given, CK_ULONG length, CK_BYTE owner[OWNER_SIZE], char *pin, size_t size);

#endif
