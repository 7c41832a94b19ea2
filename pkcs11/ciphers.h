#ifndef CIPHERS_H
#define CIPHERS_H

#include "library.h"
#include "mechanisms.h"
#include "oaep.h"

// What encrypting and decrypting have in common.

#define IV_SIZE 12
#define TAG_SIZE 16

// The parameters of AES-GCM, where they are such, with a tag of whole bytes; NULL otherwise.
const CK_GCM_PARAMS *gcm_parameters(const CK_MECHANISM *mechanism);
// Notes that an operation runs that SoftHSM carries out within CloudHSM's limits.
void pass_on(struct running *operation, const struct mechanism *mechanism, CK_OBJECT_HANDLE key);
// Keeps of AES-GCM's parameters what is needed until the message comes.
CK_RV keep_parameters(struct running *operation, const struct mechanism *mechanism, const CK_GCM_PARAMS *given, CK_OBJECT_HANDLE key);
// Begins RSA-OAEP, which is padded on this side.
CK_RV start_oaep(struct running *operation, const struct mechanism *known, const CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key);
// What it was begun with.
struct oaep oaep_of(const struct running *operation);

#endif
